"""Who may do what at the management address of a running gateway: sessions, other pages, other names, API tokens."""

import hashlib
import json
import re
import sqlite3
import time

import pytest
import requests
from support.gateway import Gateway
from support.management import PASSWORD, Person, address, first_link, invited, merchant, operator
from support.standard import ACCOUNTS, READ, REFUND, document
from support.waiting import wait_until
from support.wire import Client, request


@pytest.fixture(scope="module")
def managed(tmp_path_factory, upstreams):
    folder = tmp_path_factory.mktemp("managed")
    gateway = Gateway(folder, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.fixture(scope="module")
def ada(managed):
    return operator(managed)


# Before anything is registered: registering makes a merchant of an owner that is none.
@pytest.fixture(scope="module", autouse=True)
def bakery(managed, ada):
    return merchant(ada, managed, "Bakery", READ, ACCOUNTS)


@pytest.fixture(scope="module", autouse=True)
def cafe(managed, ada):
    return merchant(ada, managed, "Café", READ)


def register(person, name, scopes=(READ,), **more):
    made = person.post("/applications", {"name": name, "scopes": list(scopes)} | more)
    assert made.status_code == 201, made.text
    return made.json()


# The first operator


def test_the_first_operator_comes_by_the_link_that_serve_prints_and_only_once(tmp_path, upstreams):
    gateway = Gateway(tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    assert Person(gateway).get("/meta").json()["setupNeeded"]
    link = first_link(gateway)
    assert Person(gateway).post("/invitations/accept", {"token": link, "password": PASSWORD}).status_code == 422
    ada = Person(gateway).accept(link, name="ada")
    assert ada.account["role"] == "operator"
    again = Person(gateway).post("/invitations/accept", {"token": link, "password": PASSWORD, "name": "eve"})
    assert again.status_code == 422 and not Person(gateway).get("/meta").json()["setupNeeded"]
    assert gateway.stop() == 0
    gateway.start()
    assert "welcome" not in gateway.log
    assert Person(gateway).sign_in("ada").get("/session").status_code == 200
    assert gateway.stop() == 0


# Registration


def test_a_registration_is_usable_at_the_token_endpoint_at_once(managed, ada):
    for number in range(20):
        made = register(ada, f"At once {number}", owner="Bakery")
        answer = requests.post(
            f"http://127.0.0.1:{managed.address[1]}/oauth/token", {"grant_type": "client_credentials", "scope": READ},
            auth=(made["application"]["clientId"], made["clientSecret"]), timeout=10)
        assert answer.status_code == 200, (number, answer.text)


def test_a_disabled_application_s_token_is_refused_at_once(managed, ada, upstream):
    made = register(ada, "Off", owner="Bakery")
    client, secret = made["application"]["clientId"], made["clientSecret"]
    token = requests.post(
        f"http://127.0.0.1:{managed.address[1]}/oauth/token", {"grant_type": "client_credentials", "scope": READ},
        auth=(client, secret), timeout=10).json()["access_token"]
    call = request("GET", "/transactions", token=token)
    assert managed.call(call).status == 200
    assert ada.post(f"/applications/{client}/disable").status_code == 200
    assert managed.call(call).status == 401
    assert ada.post(f"/applications/{client}/enable").status_code == 200
    assert managed.call(call).status == 200
    assert ada.post(f"/applications/{client}/revoke-tokens").status_code == 200
    assert managed.call(call).status == 401


def test_a_repeated_registration_gives_the_same_secret_and_one_that_differs_is_refused(managed, ada):
    body = {"name": "Repeated", "owner": "Bakery", "scopes": [READ]}
    first = ada.post("/applications", body, Idempotency_Key="once")
    second = ada.post("/applications", body, Idempotency_Key="once")
    assert first.status_code == second.status_code == 201 and first.json() == second.json()
    assert ada.post("/applications", body | {"name": "Twice"}, Idempotency_Key="once").status_code == 422
    assert ada.get("/applications?q=Repeated").json()["total"] == 1
    # Another key is another application.
    assert ada.post("/applications", body, Idempotency_Key="twice").json() != first.json()


def test_of_two_editors_the_second_is_shown_what_the_first_has_done(managed, ada):
    bob = invited(ada, managed, "bob", role="operator")
    path = "/applications/" + register(ada, "Edited", owner="Bakery")["application"]["clientId"]
    seen = ada.get(path).headers["ETag"]
    assert bob.get(path).headers["ETag"] == seen
    assert bob.patch(path, {"name": "Bob's"}, If_Match=seen).status_code == 200
    late = ada.patch(path, {"name": "Ada's"}, If_Match=seen)
    assert late.status_code == 412 and late.json()["current"]["name"] == "Bob's"
    assert ada.get(path).json()["name"] == "Bob's"
    assert ada.patch(path, {"name": "Ada's"}, If_Match=late.headers["ETag"]).status_code == 200


# Merchants' people


def everything(client, secret):
    """Every request that can be made of one application, and its content."""
    path = f"/applications/{client}"
    return [
        ("GET", path, None), ("PATCH", path, {"name": "Mine"}), ("DELETE", path, None),
        ("POST", path + "/enable", None), ("POST", path + "/disable", None), ("POST", path + "/revoke-tokens", None),
        ("POST", path + "/secrets", {}), ("PATCH", f"{path}/secrets/{secret}", {"endsAt": None}),
        ("DELETE", f"{path}/secrets/{secret}", None), ("DELETE", f"{path}/secrets/{secret}?revokeTokens=true", None),
    ]


def test_a_merchant_s_person_reaches_nothing_of_another_merchant_by_any_address(managed, ada, bakery, cafe):
    made = register(cafe, "Café's")
    client, secret = made["application"]["clientId"], made["secretId"]
    before = ada.get(f"/applications/{client}").json()
    absent = "app_" + "a" * 16
    for theirs, none in zip(everything(client, secret), everything(absent, secret)):
        answer = bakery.ask(*theirs, If_Match="*")
        nothing = bakery.ask(*none, If_Match="*")
        assert (answer.status_code, answer.content) == (nothing.status_code, nothing.content) and answer.status_code == 404
    assert ada.get(f"/applications/{client}").json() == before
    # Whoever owns it may, but for removing it: a disabled one is as good.
    statuses = [cafe.ask(*own, If_Match="*").status_code for own in everything(client, secret)]
    assert 404 not in statuses[:7] and statuses[0] == 200 and statuses[2] == 403


def test_a_merchant_s_person_sees_nothing_of_others_in_lists_and_nothing_of_the_rest(managed, ada, bakery, cafe):
    register(bakery, "Own")
    register(cafe, "Theirs")
    for query in ("", "?q=Theirs", "?owner=Caf%C3%A9", "?owner=Bakery", "?sort=-number&limit=500", "?scope=" + READ):
        assert all(item["owner"] == "Bakery" for item in bakery.get("/applications" + query).json()["items"])
    assert any(item["owner"] == "Café" for item in ada.get("/applications?limit=500").json()["items"])
    for path in ("/merchants", "/accounts", "/audit", "/audit/export", "/audit/verify", "/routes", "/overview"):
        assert bakery.get(path).status_code == 403, path
    assert [item["name"] for item in cafe.get("/audiences").json()["items"]] == ["transactions"]


def test_an_operator_s_requests_replayed_by_a_merchant_s_person_do_nothing(managed, ada, bakery):
    id = bakery.account["id"]
    requests_ = [
        ("POST", "/merchants", {"name": "Mine", "allowedScopes": [REFUND]}),
        ("PATCH", "/merchants/" + bakery.account["merchantId"], {"allowedScopes": [READ, REFUND]}),
        ("POST", "/accounts", {"name": "eve", "role": "operator"}), ("PATCH", "/accounts/" + id, {"role": "operator"}),
        ("POST", f"/accounts/{ada.account['id']}/reset", None), ("DELETE", "/accounts/" + ada.account["id"], None),
    ]
    for method, path, body in requests_:
        assert bakery.ask(method, path, body, If_Match="*").status_code == 403, path
    refused = bakery.post("/applications", {"name": "x", "scopes": [READ, REFUND]})
    assert refused.status_code == 422 and [error["pointer"] for error in refused.json()["errors"]] == ["/scopes/1"]
    assert bakery.post("/applications", {"name": "x", "scopes": [READ]}).status_code == 201


# Other pages and other names


@pytest.mark.parametrize("fields, status", [
    ({"X_CSRF_Token": ""}, 403), ({"X_CSRF_Token": "A" * 43}, 403), ({"Sec_Fetch_Site": "cross-site"}, 403),
    ({"Sec_Fetch_Site": "same-site"}, 403), ({"Sec_Fetch_Site": "none"}, 200),
    ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403), ({}, 200),
    ({"Origin": "own", "Sec_Fetch_Site": "same-origin"}, 200),
])
def test_a_page_of_somebody_else_changes_nothing(managed, ada, fields, status):
    fields = {name: address(managed) if value == "own" else value for name, value in fields.items()}
    language = "nl" if ada.get("/me").json()["account"]["language"] != "nl" else "en"
    assert ada.ask("PATCH", "/me", {"language": language}, **fields).status_code == status
    assert (ada.get("/me").json()["account"]["language"] == language) == (status == 200)


@pytest.mark.parametrize("host, status", [
    ("rebound.example", 421), ("rebound.example:PORT", 421), ("127.0.0.1.rebound.example:PORT", 421),
    ("localhost", 421), ("localhost:PORT", 200), ("127.0.0.1:PORT", 200), ("[::1]:PORT", 200),
])
def test_a_page_that_has_bent_its_name_to_this_address_reads_nothing(managed, ada, host, status):
    port = int(address(managed).rsplit(":", 1)[1])
    data = request("GET", "/api/v1/session", f"Cookie: tollgate_session={ada.cookie}", host=host.replace("PORT", str(port)))
    with Client(("127.0.0.1", port)) as client:
        answer = client.call(data)
    assert answer.status == status and (b"csrfToken" in answer.body) == (status == 200)


def test_nothing_may_frame_sniff_or_keep_an_answer_and_no_page_may_read_it(managed, ada):
    for path in ("/session", "/applications", "/nothing", "/meta", "/openapi.json"):
        fields = ada.get(path, Origin="https://evil.example").headers
        assert fields["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in fields["Content-Security-Policy"]
        assert fields["X-Content-Type-Options"] == "nosniff" and fields["Cache-Control"] == "no-store"
        assert not [name for name in fields if name.lower().startswith("access-control-")]


# Sessions


def test_signing_in_makes_a_new_session_whatever_was_in_the_browser(managed, ada):
    mallory = invited(ada, managed, "mallory", role="reader")
    victim = Person(managed)
    victim.session.cookies.set("tollgate_session", mallory.cookie)
    victim.sign_in("ada")
    planted = mallory.cookie
    assert victim.session.cookies.get_dict()["tollgate_session"] != planted
    # What was planted has become worthless, to whoever planted it as well.
    assert mallory.get("/session").status_code == 401


def test_the_cookie_is_http_only_and_strict(managed, ada):
    field = Person(managed).post("/session", {"name": "ada", "password": PASSWORD}).headers["Set-Cookie"]
    assert re.fullmatch(r"tollgate_session=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict", field)


def test_behind_tls_the_cookie_is_secure_and_the_origin_is_the_one_configured(tmp_path, upstreams):
    management = {"address": "127.0.0.1:0", "origin": "https://console.example"}
    gateway = Gateway(tmp_path, document(*upstreams, management=management)).start()
    link = first_link(gateway)
    assert "https://console.example/#/welcome/" + link in gateway.log
    made = Person(gateway, Host="console.example").post(
        "/invitations/accept", {"token": link, "password": PASSWORD, "name": "ada"},
        Origin="https://console.example")
    assert made.status_code == 201 and made.headers["Set-Cookie"].endswith("; Secure")
    assert gateway.stop() == 0


@pytest.mark.parametrize("management, problem", [
    ({"address": "0.0.0.0:0"}, "passwords and secrets would cross the network in the clear"),
    ({"address": "0.0.0.0:0", "plaintext": True}, None),
    ({"address": "127.0.0.1:0", "origin": "console.example"}, "does not begin with http:// or https://"),
    ({"address": "127.0.0.1:0", "origin": "http://console.example"}, None),
])
def test_plain_text_beyond_this_machine_must_be_asked_for(tmp_path, upstreams, management, problem):
    done = Gateway(tmp_path, document(*upstreams, management=management)).run("check")
    assert (done.returncode == 0) == (problem is None) and (problem or "") in done.stderr, done.stderr


def test_whoever_guesses_a_password_is_slowed_and_then_refused(tmp_path, upstreams):
    gateway = Gateway(tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    operator(gateway)
    guesser, begun, statuses = Person(gateway), time.monotonic(), []
    while not statuses or statuses[-1] != 429:
        statuses.append(guesser.post("/session", {"name": "ada", "password": f"guess {len(statuses)}"}).status_code)
        assert len(statuses) < 30
    assert statuses[:-1] == [401] * (len(statuses) - 1)
    # Those that were slowed took as long as they should; nobody is measured who was not.
    assert time.monotonic() - begun > 2
    refused = guesser.post("/session", {"name": "ada", "password": PASSWORD})
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) >= 1
    # Somebody under another name is not kept out by it.
    assert guesser.post("/session", {"name": "nobody", "password": "x"}).status_code in (401, 429)
    assert gateway.stop() == 0


def test_behind_a_proxy_that_is_trusted_one_stranger_keeps_nobody_else_out(tmp_path, upstreams):
    gateway = Gateway(
        tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"}, trustedProxies=["127.0.0.1"])).start()
    operator(gateway)
    stranger, statuses = Person(gateway, **{"X-Forwarded-For": "192.0.2.66"}), [0]
    while statuses[-1] != 429:
        statuses.append(stranger.post("/session", {"name": "ada", "password": "x"}).status_code)
        assert len(statuses) < 30
    own = Person(gateway, **{"X-Forwarded-For": "198.51.100.7"}).sign_in("ada")
    [entry] = own.get("/audit?kind=session.signedIn&limit=1").json()["items"]
    assert {"field": "address", "before": None, "after": "198.51.100.7"} in entry["changes"]
    # Another configuration trusts nobody, from the moment in which it is in force.
    gateway.configure(gateway.document | {"trustedProxies": []})
    wait_until(lambda: "revision 2 is in force" in gateway.log, what="the other configuration")
    own.sign_in("ada")
    [entry] = own.get("/audit?kind=session.signedIn&limit=1").json()["items"]
    assert {"field": "address", "before": None, "after": "127.0.0.1"} in entry["changes"]
    assert gateway.stop() == 0


def test_no_password_no_token_and_no_secret_stands_in_the_log_or_the_store(managed, ada):
    made = register(ada, "Secret", owner="Bakery")
    token = ada.post("/me/tokens", {"name": "t", "permissions": ["applications:read"]}).json()["token"]
    with open(managed.folder / "data" / "tollgate.db", "rb") as file:
        stored = file.read()
    with open(managed.folder / "data" / "tollgate.db-wal", "rb") as file:
        stored += file.read()
    for text in (PASSWORD, made["clientSecret"], token, ada.cookie, ada.session.headers["X-CSRF-Token"]):
        assert text not in managed.log and text not in managed.log_text() and text.encode() not in stored
    assert made["application"]["clientId"].encode() in stored


def test_nobody_can_try_passwords_against_what_is_kept_of_a_request_with_one(managed, ada):
    """A plain digest of a request for an account with a password could be guessed at a billion tries a second."""
    body = {"name": "guessable", "role": "reader", "password": "a password to guess"}
    assert ada.post("/accounts", body, Idempotency_Key="guess").status_code == 201
    with sqlite3.connect(f"file:{managed.folder}/data/tollgate.db?mode=ro", uri=True) as store:
        [[kept]] = store.execute("SELECT request_digest FROM idempotency_keys WHERE key = 'guess'").fetchall()
    sent = json.dumps(body).encode()
    for prefix in (b"", b"POST\n/api/v1/accounts\n", f"{ada.account['id']}\nguess\nPOST\n/api/v1/accounts\n".encode()):
        assert hashlib.sha256(prefix + sent).digest() != kept
    assert ada.post("/accounts", body, Idempotency_Key="guess").status_code == 201
    assert ada.post("/accounts", body | {"password": "another to guess"}, Idempotency_Key="guess").status_code == 422


# API tokens


def test_an_api_token_does_what_it_says_until_it_is_revoked(managed, ada):
    made = ada.post("/me/tokens", {"name": "reader", "permissions": ["applications:read"]}).json()
    script = Person(managed, Authorization="Bearer " + made["token"])
    assert script.get("/applications").status_code == 200
    assert script.post("/applications", {"name": "x", "owner": "Bakery", "scopes": [READ]}).status_code == 403
    assert script.get("/merchants").status_code == 403
    assert script.post("/me/tokens", {"name": "more", "permissions": ["audit:read"]}).status_code == 403
    assert ada.delete("/me/tokens/" + made["id"]).status_code == 204
    assert script.get("/applications").status_code == 401


def test_an_api_token_needs_no_csrf_token_and_is_noted_by_its_name(managed, ada):
    made = ada.post("/me/tokens", {"name": "writer", "permissions": ["applications:write", "applications:read"]})
    script = Person(managed, Authorization="Bearer " + made.json()["token"])
    registered = register(script, "By script", owner="Bakery")
    [entry] = ada.get("/audit?subject=" + registered["application"]["clientId"]).json()["items"]
    assert entry["who"] == "account:ada/token:writer" and entry["kind"] == "application.registered"
    assert ada.get("/audit/verify").json()["intact"]


# What the configuration says


def test_explain_says_what_the_gateway_does(managed, ada, upstream):
    made = register(ada, "Explained", owner="Bakery")
    client = made["application"]["clientId"]
    token = requests.post(
        f"http://127.0.0.1:{managed.address[1]}/oauth/token", {"grant_type": "client_credentials", "scope": READ},
        auth=(client, made["clientSecret"]), timeout=10).json()["access_token"]
    for method, target in [("GET", "/transactions/1"), ("POST", "/transactions/1/refunds"), ("GET", "/none")]:
        real = managed.call(request(method, target, token=token, body=b"" if method == "POST" else None))
        for who in ({"token": token}, {"application": client}):
            answer = ada.post("/explain", {"method": method, "target": target} | who).json()
            assert answer["decision"] == ("allowed" if real.status == 200 else "refused"), answer
            assert answer.get("status", 200) == real.status
            outcomes = [step["outcome"] for step in answer["steps"]]
            assert ("refused" in outcomes) == (real.status != 200)
            assert all(step["text"].endswith(".") and ".:" not in step["text"] for step in answer["steps"] if step["outcome"] == "refused")
            # Each step that was reached says what was found, and the one that refuses why.
            findings = {step["step"]: step["finding"] for step in answer["steps"] if "finding" in step}
            assert len(findings) == len(outcomes) - outcomes.count("notReached")
            if "refused" in outcomes:
                assert findings[answer["steps"][outcomes.index("refused")]["step"]] == answer["reason"]
            assert outcomes == sorted(outcomes, key=["passed", "refused", "notReached"].index)
    assert token not in managed.log and token not in managed.log_text()


def test_routes_are_listed_with_the_applications_that_reach_them(managed, ada):
    listed = ada.get("/routes?limit=500").json()
    shown = {route["index"]: route for route in listed["items"]}
    for route in json.loads(managed.run("routes", "--json").stdout):
        assert shown[route["index"]] | {"applications": 0} == route | {"applications": 0}
    index = next(route["index"] for route in listed["items"] if route["path"] == "/accounts/export")
    before = ada.get(f"/routes/{index}/applications").json()["total"]
    register(ada, "Exporter", ["accounts:export"], owner="Bakery")
    assert ada.get(f"/routes/{index}/applications").json()["total"] == before + 1
