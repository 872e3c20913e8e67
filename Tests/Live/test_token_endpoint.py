"""The token endpoint, row by row of its table (RFC 6749 §4.4, §5)."""

import base64
import json
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest
from support import standard
from support.gateway import Application, basic
from support.standard import CREATE, EXPORT, READ, REFUND
from support.wire import request

FORM = "Content-Type: application/x-www-form-urlencoded"
GRANT = "grant_type=client_credentials"
WANTED = f"{GRANT}&scope={READ}"


@pytest.fixture
def ask(gateway):
    """Asks for a token with exactly these parameters."""

    def ask(*lines, body=WANTED, target="/oauth/token", method="POST"):
        lines = (*lines, FORM) if body is not None else lines
        return gateway.call(request(method, target, *lines, body=body.encode() if body is not None else None))

    return ask


def assert_uncached(answer):
    assert answer.value("Content-Type") == "application/json"
    assert answer.value("Cache-Control") == "no-store"
    assert answer.value("Pragma") == "no-cache"


def assert_refused(answer, status, error):
    assert answer.status == status, answer.body
    assert_uncached(answer)
    assert answer.json["error"] == error
    assert set(answer.json) <= {"error", "error_description", "error_uri"}
    assert all(0x20 <= ord(c) <= 0x7E and c not in '"\\' for c in answer.json["error_description"])
    challenge = answer.value("WWW-Authenticate")
    if status == 401:
        assert challenge.startswith('Basic realm="')
    else:
        assert challenge is None


def assert_granted(answer, scope=READ):
    assert answer.status == 200, answer.body
    assert_uncached(answer)
    document = answer.json
    assert set(document) == {"access_token", "token_type", "expires_in", "scope"}
    assert document["token_type"] == "Bearer"
    assert document["expires_in"] == 86400
    assert document["scope"] == scope
    return document["access_token"]


def part(token, index):
    text = token.split(".")[index]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def fields_of(application):
    return urllib.parse.urlencode({"client_id": application.id, "client_secret": application.secret})


# Ways to ask


def test_post_with_basic_credentials_gets_a_token_of_rfc_9068(ask, application):
    token = assert_granted(ask(application.basic))
    header, claims = part(token, 0), part(token, 1)
    assert header["typ"] == "at+jwt" and header["alg"] == "ES256" and header["kid"]
    assert claims["iss"] == "http://gateway.test"
    assert claims["sub"] == claims["client_id"] == application.id
    assert claims["aud"] in (["transactions"], "transactions")
    assert claims["scope"] == READ
    assert claims["exp"] - claims["iat"] == 86400
    assert claims["jti"]


def test_two_tokens_have_different_ids(ask, application):
    tokens = [assert_granted(ask(application.basic)) for _ in range(2)]
    assert part(tokens[0], 1)["jti"] != part(tokens[1], 1)["jti"]


def test_get_with_a_body_gets_a_token(ask, application):
    assert_granted(ask(application.basic, method="GET"))


def test_get_with_a_query_gets_a_token(ask, application):
    assert_granted(ask(application.basic, method="GET", target=f"/oauth/token?{WANTED}", body=None))


def test_post_with_credentials_in_the_body_gets_a_token(ask, application):
    assert_granted(ask(body=f"{WANTED}&{fields_of(application)}"))


def test_get_with_credentials_in_the_body_gets_a_token(ask, application):
    assert_granted(ask(body=f"{WANTED}&{fields_of(application)}", method="GET"))


@pytest.mark.parametrize("scheme", ["basic", "BASIC", "bAsIc"])
def test_the_scheme_basic_is_known_in_any_case(ask, application, scheme):
    assert_granted(ask(application.basic.replace("Basic", scheme)))


def test_every_character_of_id_and_secret_may_be_percent_encoded(ask, application):
    id, secret = ("".join(f"%{byte:02x}" for byte in text.encode()) for text in (application.id, application.secret))
    pair = base64.b64encode(f"{id}:{secret}".encode()).decode()
    assert_granted(ask(f"Authorization: Basic {pair}"))


def test_scopes_is_another_name_of_scope(ask, application):
    assert_granted(ask(application.basic, body=f"{GRANT}&scopes={READ}"))


def test_several_scopes_are_granted_in_their_order(ask, application):
    assert_granted(ask(application.basic, body=f"{GRANT}&scope={REFUND}+{READ}"), scope=f"{REFUND} {READ}")


def test_unknown_parameters_are_ignored(ask, application):
    assert_granted(ask(application.basic, body=f"{WANTED}&resource=x&audience=y"))


def test_an_empty_parameter_is_as_if_absent(ask, application):
    assert_granted(ask(application.basic, body=f"{WANTED}&scopes=&client_secret="))
    assert_refused(ask(application.basic, body=f"grant_type=&scope={READ}"), 400, "invalid_request")
    assert_refused(ask(application.basic, body=f"{GRANT}&scope="), 400, "invalid_scope")


def test_a_media_type_with_a_parameter_is_a_form(gateway, application):
    line = "Content-Type: Application/X-WWW-Form-URLEncoded; charset=UTF-8"
    assert_granted(gateway.call(request("POST", "/oauth/token", application.basic, line, body=WANTED.encode())))


# Who asks


def test_an_unknown_client_and_a_wrong_secret_get_the_same_answer(ask, application):
    answers = [
        ask(basic("nobody", application.secret)),
        ask(basic(application.id, "wrong")),
        ask(basic(application.id, application.secret + "x")),
        ask(body=f"{WANTED}&client_id={application.id}&client_secret=wrong"),
    ]
    for answer in answers:
        assert_refused(answer, 401, "invalid_client")
        varying = {"date", "x-request-id"}
        plain = [(name, value) for name, value in answer.fields if name.lower() not in varying]
        assert (plain, answer.body) == (
            [(name, value) for name, value in answers[0].fields if name.lower() not in varying], answers[0].body)
    assert_granted(ask(application.basic))


@pytest.fixture
def alone(tmp_path, upstreams):
    """A gateway that nobody has failed at."""
    gateway = standard.start(tmp_path, *upstreams)
    yield gateway
    gateway.stop()


def fail_at_once(gateway, data, count):
    """So many failures at the same time; their answers, and how long each took."""

    def fail(_):
        with gateway.client() as client:
            start = time.monotonic()
            return client.call(data), time.monotonic() - start

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(fail, range(count)))


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_too_many_failures_are_slowed_and_refused_and_the_correct_secret_gets_its_token(alone, who):
    application, other = alone.register(READ), alone.register(READ)
    named = application if who == "known" else Application("app_nobody", "", "")
    wrong = request("POST", "/oauth/token", basic(named.id, "wrong"), FORM, body=WANTED.encode())
    right = request("POST", "/oauth/token", application.basic, FORM, body=WANTED.encode())
    with ThreadPoolExecutor(1) as pool:
        storm = pool.submit(fail_at_once, alone, wrong, 16)
        granted = 0
        while not storm.done() or not granted:
            start = time.monotonic()
            assert_granted(alone.call(right))
            assert time.monotonic() - start < 1.5
            granted += 1
    answers = sorted(storm.result(), key=lambda answer: (answer[0].status, answer[1]))
    assert [answer.status for answer, _ in answers] == [401] * 9 + [429] * 7
    for answer, _ in answers:
        assert_refused(answer, answer.status, "invalid_client")
    waits = [seconds for _, seconds in answers]
    for wait, least in zip(waits[5:9], [0.25, 0.5, 1, 2]):
        assert least <= wait < least + 1.5
    assert max(waits[:5]) < 1.5 and max(waits[9:]) < 1.5
    after = {int(answer.value("Retry-After")) for answer, _ in answers[9:]}
    assert after <= set(range(9, 13))
    assert all(answer.value("Retry-After") is None for answer, _ in answers[:9])
    # The merchant is not locked out, nor is anybody else, whose mistakes are answered as ever.
    assert_granted(alone.call(right))
    assert_granted(alone.ask_token(other, READ))
    mistake = Application(other.id, "wrong", "")
    assert_refused(alone.ask_token(mistake, READ), 401, "invalid_client")


def test_failures_of_an_address_are_counted_over_all_client_ids(alone):
    application = alone.register(READ)
    guesses = [request("POST", "/oauth/token", basic(f"app_{number}", "wrong"), FORM, body=WANTED.encode())
               for number in range(30)]
    with ThreadPoolExecutor(30) as pool:
        statuses = sorted(answer.status for answer in pool.map(alone.call, guesses))
    assert statuses[:24] == [401] * 24 and statuses[25:] == [429] * 5
    assert_granted(alone.ask_token(application, READ))


@pytest.mark.parametrize(
    "lines", [[], ["Authorization: Bearer abc"], ["Authorization: Digest abc"]], ids=["none", "Bearer", "Digest"]
)
def test_no_credentials_are_refused(ask, lines):
    assert_refused(ask(*lines), 401, "invalid_client")


def test_a_disabled_application_is_refused_until_it_is_enabled(ask, gateway):
    application = gateway.register(READ)
    gateway.applications("disable", application.id)
    assert_refused(ask(application.basic), 401, "invalid_client")
    gateway.applications("enable", application.id)
    assert_granted(ask(application.basic))


@pytest.mark.parametrize("value", ["Basic", "Basic ", "Basic !!!", "Basic bm9jb2xvbg==", "Basic JTpi"])
def test_basic_credentials_that_cannot_be_read_are_refused(ask, application, value):
    answer = ask(f"Authorization: {value}")
    assert answer.status in (400, 401)
    assert_refused(answer, answer.status, "invalid_request" if answer.status == 400 else "invalid_client")
    assert_granted(ask(application.basic))


def test_two_methods_of_authentication_are_refused(ask, application):
    assert_refused(ask(application.basic, body=f"{WANTED}&{fields_of(application)}"), 400, "invalid_request")
    assert_granted(ask(application.basic))


def test_two_authorization_fields_are_refused(gateway, ask, application):
    with gateway.client() as client:
        answer = client.call(request("POST", "/oauth/token", application.basic, application.basic, FORM,
                                     body=WANTED.encode()))
    assert answer.status == 400
    assert_granted(ask(application.basic))


@pytest.mark.parametrize("name", ["client_id", "client_secret"])
def test_credentials_in_a_query_are_refused(ask, application, name):
    value = application.id if name == "client_id" else application.secret
    target = f"/oauth/token?{WANTED}&{name}={value}"
    assert_refused(ask(application.basic, target=target, body=None, method="GET"), 400, "invalid_request")
    assert_refused(ask(application.basic, target=f"/oauth/token?{name}={value}"), 400, "invalid_request")
    assert_granted(ask(application.basic, target=f"/oauth/token?{WANTED}", body=None, method="GET"))


# What is asked for


def test_an_empty_body_is_answered(ask, application):
    assert_refused(ask(application.basic, body=""), 400, "invalid_request")
    assert_granted(ask(application.basic, target=f"/oauth/token?{WANTED}", body=""))


def test_a_missing_grant_type_is_refused(ask, application):
    assert_refused(ask(application.basic, body=f"scope={READ}"), 400, "invalid_request")
    assert_granted(ask(application.basic))


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "Client_Credentials"])
def test_another_grant_type_is_refused(ask, application, grant):
    assert_refused(ask(application.basic, body=f"grant_type={grant}&scope={READ}"), 400, "unsupported_grant_type")


def test_no_scope_is_refused(ask, application):
    assert_refused(ask(application.basic, body=GRANT), 400, "invalid_scope")


@pytest.mark.parametrize(
    "scope", ["transactions", "transactions:", ":read", "transactions:*", "TRANSACTIONS:read", "transactions:readx",
              "transactions:read:x", EXPORT],
    ids=["no operation", "empty operation", "no audience", "wildcard", "case", "unknown", "three parts", "not linked"],
)
def test_a_scope_that_cannot_be_granted_is_refused_and_named(ask, application, scope):
    for asked in (scope, f"{READ} {scope}"):
        body = f"{GRANT}&scope={urllib.parse.quote_plus(asked)}"
        answer = ask(application.basic, body=body)
        assert_refused(answer, 400, "invalid_scope")
        assert scope in answer.json["error_description"]
    assert_granted(ask(application.basic))


def test_a_scope_that_was_linked_is_granted(ask, gateway):
    application = gateway.register(READ)
    body = f"{GRANT}&scope={EXPORT}"
    assert_refused(ask(application.basic, body=body), 400, "invalid_scope")
    gateway.applications("edit", application.id, "--add-scope", EXPORT)
    assert_granted(ask(application.basic, body=body), EXPORT)


def test_scope_and_scopes_together_are_refused(ask, application):
    assert_refused(ask(application.basic, body=f"{WANTED}&scopes={READ}"), 400, "invalid_request")


@pytest.mark.parametrize("extra", [f"scope={READ}", f"scope={CREATE}", GRANT, "other=1&other=1", "%73cope=x"])
def test_a_repeated_parameter_is_refused(ask, application, extra):
    assert_refused(ask(application.basic, body=f"{WANTED}&{extra}"), 400, "invalid_request")


def test_parameters_in_query_and_body_are_refused(ask, application):
    target = f"/oauth/token?scope={READ}"
    assert_refused(ask(application.basic, target=target, body=GRANT), 400, "invalid_request")
    assert_granted(ask(application.basic))


@pytest.mark.parametrize("lines", [[], ["Content-Type: application/json"], ["Content-Type: text/plain"]])
def test_a_body_that_is_not_a_form_is_refused(gateway, ask, application, lines):
    answer = gateway.call(request("POST", "/oauth/token", application.basic, *lines, body=WANTED.encode()))
    assert_refused(answer, 400, "invalid_request")
    assert_granted(ask(application.basic))


@pytest.mark.parametrize("text", ["scope=%zz", "scope=%ff", "a=%"])
def test_a_parameter_that_is_not_form_urlencoded_is_refused(ask, application, text):
    assert_refused(ask(application.basic, body=f"{GRANT}&{text}"), 400, "invalid_request")


def test_hostile_text_is_not_reflected_as_it_came(ask, application):
    answer = ask(application.basic, body=f"{GRANT}&scope=%22%5C%0d%0aX:y%c3%a4")
    assert_refused(answer, 400, "invalid_scope")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_refused(ask, application, method):
    answer = ask(application.basic, method=method)
    assert answer.status == 405
    assert {name.strip() for name in answer.value("Allow").split(",")} >= {"GET", "POST"}


def test_the_verification_keys_are_published_without_their_private_half(gateway, token):
    answer = gateway.call(request("GET", "/.well-known/jwks.json"))
    assert answer.status == 200
    keys = answer.json["keys"]
    assert part(token, 0)["kid"] in [key["kid"] for key in keys]
    for key in keys:
        assert key["kty"] == "EC" and key["crv"] == "P-256" and key["alg"] == "ES256"
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)


def test_a_path_under_well_known_that_is_not_there_is_404(gateway):
    assert gateway.call(request("GET", "/.well-known/other")).status == 404


def test_tokens_come_over_a_kept_connection(gateway, application):
    data = request("POST", "/oauth/token", application.basic, FORM, body=WANTED.encode())
    with gateway.client() as client:
        client.send(data * 3)
        for _ in range(3):
            assert_granted(client.response())
