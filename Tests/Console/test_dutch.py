"""Nothing is said in English to whoever reads Dutch: no page, no dialog, no error, no step of a decision."""

import json
import pathlib
import re

import pytest
from console.place import CREATE, PASSWORD, READ, REFUND, SHOP
from console.words import PLACE, english, forms, keys, pattern, said, tables
from console.steps import settled
from playwright.sync_api import expect
from support.gateway import Application
from support.wire import request

SOURCES = pathlib.Path(__file__).parents[2] / "Sources"
# Where the ids of refused and failed calls are: those that `CallReason` puts together, and its own.
CALL_REASONS = ("PathRefusal", "HostRefusal", "TokenFault", "MessageFault", "ConnectionFault", "UpstreamFailure", "Reason", "CallReason")

# Reasons that only arise in the page, out of no answer of the API.
OF_THE_PAGE = {"unreachable", "unreadable"}
# Those with values that no request of one's own leads to: two at once, a store replaced, all streams taken.
# The tests of the API look at these.
UNPROVOKED = {"registry.scopesNotAllowed", "registry.scopeNotHeld", "token.invalidLifetime", "overview.tooManyStreams"}


@pytest.fixture(scope="module")
def texts(browser, place):
    page = browser.new_page()
    page.goto(place.url)
    yield tables(page)
    page.close()


@pytest.fixture(scope="module")
def description(place):
    return place.operator.get("openapi.json")["components"]["schemas"]


@pytest.fixture(scope="module")
def reasons(description):
    """Why the API may refuse, out of its description."""
    problem = description["Problem"]["properties"]
    of_fields = problem["errors"]["items"]["properties"]["reason"]["enum"]
    assert set(of_fields) <= set(problem["reason"]["enum"])
    return problem["reason"]["enum"]


@pytest.fixture
def dutch(visit):
    return lambda path="", name="anna": visit(name, path, locale="nl-NL")


# MARK: Every id has its text

@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_reason_has_a_text_and_every_text_a_reason(texts, reasons, description, language):
    table = texts[language]
    explanation = description["Explanation"]["properties"]
    assert keys(table, "refusal.") == set(explanation["reason"]["enum"])
    assert keys(table, "problem.") | keys(table, "refusal.") >= set(reasons)
    assert keys(table, "problem.") == set(reasons) - keys(table, "refusal.") | OF_THE_PAGE | {
        "application.unknown", "token.malformed"}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_step_has_its_words(texts, place, description, language):
    step = description["Explanation"]["properties"]["steps"]["items"]["properties"]
    table = texts[language]
    assert keys(table, "step.name.") == set(step["step"]["enum"])
    assert set(step["outcome"]["enum"]) <= keys(table, "step.")
    assert keys(table, "finding.") | keys(table, "refusal.") == set(step["finding"]["enum"])
    verify = place.operator.get("openapi.json")["paths"]["/audit/verify"]["get"]["responses"]["200"]["content"]
    broken = verify["application/json"]["schema"]["properties"]["breakage"]
    kinds = next(kind["enum"] for kind in broken["anyOf"] if "enum" in kind)
    assert keys(table, "audit.broken.") == set(kinds)


def source(name):
    """The text of the Swift file of this name."""
    [path] = SOURCES.rglob(f"{name}.swift")
    return path.read_text()


@pytest.fixture(scope="module")
def call_reasons():
    return {reason for name in CALL_REASONS for reason in re.findall(r': "([a-z]+\.[a-zA-Z]+)"$|case \w+ = "([^"]+)"', source(name), re.M)
            for reason in reason if reason}


@pytest.fixture(scope="module")
def audit_fields():
    """The names of all fields whose change the audit tells, wherever an entry is made."""
    made = {name for path in SOURCES.rglob("*.swift") if "TollgateTesting" not in path.parts
            for name in re.findall(r'AuditChange\(\s*field: "([^"\\]+)"', path.read_text())}
    made |= set(re.findall(r'fields\.add\(\s*"([^"]+)"', source("AuditFields")))
    difference = source("ConfigurationDifference")
    [changes] = re.findall(r"enum Change: .*\{\s*case (.+)", difference)
    made |= {f"{section}.{change}" for section in re.findall(r'Self\.parts\("(\w+)"', difference) for change in changes.split(", ")}
    return {re.sub(r"\\\(\w+\)\.", "", name) for name in made}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_entry_of_the_audit_has_its_words(texts, place, audit_fields, language):
    table = texts[language]
    parameters = place.operator.get("openapi.json")["paths"]["/audit"]["get"]["parameters"]
    [kinds] = [one["schema"]["enum"] for one in parameters if one["name"] == "kind"]
    assert keys(table, "audit.kind.") == {kind for kind in kinds if re.search(r"\..", kind)}
    assert {"name", "secrets.endsAt", "routes.added", "reason", "signsFrom"} <= audit_fields
    assert keys(table, "audit.field.") == audit_fields
    sign_in = source("SignIn")
    assert keys(table, "audit.cause.") == {
        cause for call in re.findall(r"(?:try await refuse\(found,|reason: found) .+", sign_in) for cause in re.findall(r'"(\w+)"', call)}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_reason_that_is_counted_has_its_words(texts, call_reasons, language):
    assert {"path.form", "token.expired", "route.notFound", "upstream.connect", "route.loop"} <= call_reasons
    assert keys(texts[language], "reason.") == call_reasons


# MARK: Every error

def test_every_error_is_told_in_dutch(dutch, texts, reasons):
    """Whatever the API says, of the whole or of a field: the page says it in its own words."""
    page = dutch("#/merchants")
    answer = {}
    page.route("**/api/v1/merchants", lambda route: route.fulfill(
        status=400, content_type="application/problem+json", body=json.dumps(answer))
        if route.request.method == "POST" else route.fallback())
    page.get_by_role("button", name="Handelaar toevoegen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Handelaar", exact=True).fill("Kiosk")
    for reason in reasons:
        key = f"problem.{reason}" if forms(texts["nl"], f"problem.{reason}") else f"refusal.{reason}"
        [text, *others] = forms(texts["nl"], key)
        values = {name: 1 if name == "count" else f"<{name}>" for name in PLACE.findall(text)}
        problem = {"reason": reason, "detail": "This is what the API says.", "values": values}
        for errors, place in (([], ".form-summary"), ([problem | {"pointer": "/name"}], ".field-fault:visible")):
            answer.clear()
            answer.update(problem, status=400, errors=errors)
            with page.expect_response("**/api/v1/merchants"):
                dialog.get_by_role("button", name="Opslaan").click()
            expect(dialog.locator("form")).to_have_attribute("aria-busy", "false")
            shown = dialog.locator(place).inner_text().strip()
            assert any(pattern(form).fullmatch(shown) for form in [text, *others]), (reason, shown)
            assert english(page, "dialog") == []
    # It is left by the button that gives up what is filled in.
    dialog.get_by_role("button", name="Annuleren").click()


def test_an_answer_of_something_in_between_is_told_in_dutch(dutch):
    page = dutch("#/merchants")
    settled(page)
    page.route("**/api/v1/routes*", lambda route: route.fulfill(status=404, body="<h1>Not the gateway</h1>"))
    page.route("**/api/v1/audit?*", lambda route: route.abort())
    page.get_by_role("link", name="Routes").click()
    expect(page.get_by_role("alert")).to_contain_text("met status 404")
    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("alert")).to_contain_text("niet te bereiken")
    assert english(page) == []


@pytest.fixture(scope="module")
def provoked(place):
    """What the API answers to requests that it refuses, each once: the names of the values of every reason."""
    operator, merchant = place.operator, place.api("sam")
    made = place.register("Proef")["application"]
    path = f"applications/{made['clientId']}"
    shop = f"merchants/{place.merchants[SHOP]['id']}"
    found = {}

    def take(answer):
        assert answer.status_code >= 400, answer.text
        problem = answer.json()
        for part in [problem, *problem["errors"]]:
            found.setdefault(part["reason"], set()).update(part["values"])

    def ask(method, path, body=None, who=operator, **options):
        take(who.send(method, path, body, **options))

    application = {"name": "New", "owner": SHOP, "scopes": [READ]}
    ask("PUT", "merchants", {})
    ask("POST", "merchants", None, data=b"{", headers={"Content-Type": "application/json"})
    ask("GET", "merchants", params={"nothing": "1"})
    ask("GET", "merchants", params={"limit": "0", "sort": "colour"})
    ask("POST", "merchants", {"name": " Kiosk", "allowedScopes": ["a:b"], "more": 1})
    ask("POST", "merchants", {"name": SHOP, "allowedScopes": []})
    ask("DELETE", shop, headers={"If-Match": "*"})
    ask("POST", "explain", {"method": "", "target": "/" + "x" * 9000})
    ask("POST", "applications", application | {"scopes": []})
    ask("POST", "applications", application | {"scopes": [f"a:x{number}" for number in range(1001)]})
    ask("POST", "applications", {"name": "New", "owner": "Another", "scopes": [REFUND + "s"]}, merchant)
    ask("POST", "applications", {"name": "New", "scopes": [REFUND]}, place.api("bo"))
    ask("GET", "audit", who=merchant)
    for password in ("short", "é" * 200):
        ask("POST", "accounts", {"name": "someone", "role": "reader", "password": password})
    ask("POST", "me/tokens", {"name": "wide", "permissions": ["accounts:write"]}, merchant)
    assert operator.send("POST", f"{path}/secrets", {}).status_code == 201
    ask("POST", f"{path}/secrets", {})
    many = place.register("Geheimen")["application"]
    path = f"applications/{many['clientId']}"
    for _ in range(10):
        answer = operator.send("POST", f"{path}/secrets", {"oldSecretsEndIn": 1})
        if answer.status_code != 201:
            take(answer)
    empty = operator.post("merchants", name="Bezemmarkt", allowedScopes=[])
    operator.post("accounts", name="bezemer", role="merchant", merchantId=empty["id"], password=PASSWORD)
    ask("DELETE", f"merchants/{empty['id']}", headers={"If-Match": "*"})
    keeper = place.api("bezemer")
    for number in range(50):
        assert keeper.send("POST", "me/tokens", {"name": f"nummer {number}", "permissions": ["applications:read"]}).status_code == 201
    ask("POST", "me/tokens", {"name": "too many", "permissions": ["applications:read"]}, keeper)
    for _ in range(12):
        answer = keeper.send("POST", "me/password", {"currentPassword": "not it at all", "newPassword": "other long words"})
        if answer.status_code == 429:
            break
    take(answer)
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_api_gives_the_values_that_the_texts_name(texts, reasons, provoked, language):
    named = {reason: set(PLACE.findall(" ".join(forms(texts[language], f"problem.{reason}")))) for reason in reasons}
    with_values = {reason: names for reason, names in named.items() if names}
    assert with_values.keys() - provoked.keys() <= UNPROVOKED | {"registry.tooManyListedSecrets"}
    for reason, names in with_values.items():
        assert names <= provoked.get(reason, names), reason


# MARK: Every step of a decision

@pytest.fixture(scope="module")
def explained(place):
    """Decisions of all kinds, as the API tells them."""
    made = {name: place.register(name, scopes=scopes) for name, scopes in {
        "Lezer": [READ], "Uit": [READ], "Weg": [READ], "Ingetrokken": [READ], "Saldo": ["accounts:read"]}.items()}
    ids = {name: one["application"]["clientId"] for name, one in made.items()}
    tokens = {name: place.gateway.token(Application(ids[name], made[name]["clientSecret"], made[name]["secretId"]), READ)
              for name in ("Lezer", "Uit", "Weg", "Ingetrokken")}
    place.operator.post(f"applications/{ids['Uit']}/disable")
    place.operator.post(f"applications/{ids['Ingetrokken']}/revoke-tokens")
    assert place.operator.send("DELETE", f"applications/{ids['Weg']}", headers={"If-Match": "*"}).status_code == 204
    get = {"method": "GET", "target": "/transactions/17"}
    refund = {"method": "POST", "target": "/transactions/17/refunds"}
    reader = {"application": ids["Lezer"]}
    questions = [get | {"token": token} for token in (*tokens.values(), "abc", tokens["Lezer"][:-8] + "AAAAAAAA")]
    questions += [get | {"application": ids["Uit"]}, get | {"application": ids["Saldo"]}, get | reader, refund | reader, get]
    questions += [get | {"scopes": [READ]}, refund | {"scopes": [READ, REFUND]}, refund | {"scopes": [CREATE]}]
    questions += [{"method": "GET", "target": target} | reader for target in (
        "/none", "/live", "/health", "/transactions\\17", "/transactions;a", "/transactions/%zz", "/%74ransactions", "/files/a%2fb",
        "/files/%00", "/files/../b", "/files//b", "/Transactions", "*", "/accounts/Export", "/transactions/17 x")]
    questions += [{"method": "DELETE", "target": "/transactions/17"} | reader, {"method": "G T", "target": "/"} | reader,
                  {"method": "GET", "target": "/health", "host": "a b"} | reader]
    answers = []
    for question in questions:
        answer = place.operator.send("POST", "explain", question)
        if answer.status_code == 200:
            answers.append(answer.json())
    return answers


def test_every_step_is_told_in_dutch(dutch, texts, explained):
    page = dutch("#/explain")
    settled(page)
    seen = set()
    spoken = [pattern(text) for key, text in texts["nl"].items() if key.startswith(("finding.", "refusal."))]
    for answer in explained:
        page.evaluate("""async (said) => {
          const { answer } = await import("/scripts/pages/explain.js");
          document.querySelector(".explain-result").replaceChildren(answer(said));
        }""", answer)
        shown = [text for text in page.locator(".step-text").all_inner_texts() if text]
        assert len(shown) == sum(step["outcome"] != "notReached" for step in answer["steps"])
        for text in shown:
            assert any(each.fullmatch(text) for each in spoken), (answer, text)
            assert "–" not in text, (answer, text)
        seen |= {step["finding"] for step in answer["steps"] if "finding" in step}
        assert english(page, ".explain-result") == [], answer
    # All that can be found, and refusals of each kind, those with names of things in their texts above all.
    assert keys(texts["nl"], "finding.") <= seen
    named = {key for key in keys(texts["nl"], "refusal.") if PLACE.search(texts["nl"][f"refusal.{key}"])}
    assert named - seen <= {"host.emptyLabel", "host.encoded"}


# MARK: Every page and dialog

@pytest.fixture(scope="module")
def client_id(place):
    made = place.register("Kassa")["application"]["clientId"]
    place.operator.post(f"applications/{made}/secrets", oldSecretsEndIn=3600)
    return made


@pytest.mark.parametrize("name", ["overview", "applications", "applications/new", "application", "edit", "routes", "explain", "merchants",
                                  "accounts", "audit", "me", "nowhere"])
def test_no_page_says_anything_in_english(dutch, client_id, name):
    path = {"application": f"applications/{client_id}", "edit": f"applications/{client_id}/edit"}.get(name, name)
    page = dutch(f"#/{path}")
    settled(page)
    assert len(said(page)) > 10
    assert english(page) == []


def test_the_audit_is_told_in_dutch(dutch, texts, place):
    """Kinds, fields and values that are words; the ids stand behind them, and are what is asked for."""
    made = place.register("Gewijzigd", scopes=[READ])["application"]
    path = f"applications/{made['clientId']}"
    place.operator.post(f"{path}/secrets", oldSecretsEndIn=3600)
    place.operator.post(f"{path}/disable")
    place.operator.post("accounts", name="lezeres", role="reader", password=PASSWORD)
    wrong = place.operator.send("POST", "session", {"name": "lezeres", "password": "not it at all"})
    assert wrong.status_code == 401, wrong.text
    page = dutch("#/audit")
    rows = page.locator("tr[data-sequence]")
    settled(page)
    table = texts["nl"]
    kinds = {table[f"audit.kind.{kind}"] for kind in keys(table, "audit.kind.")}
    fields = [pattern(table[f"audit.field.{field}"]) for field in keys(table, "audit.field.")]
    assert {*page.locator(".kind").all_text_contents()} <= kinds
    for shown in page.locator(".difference-field").all_text_contents():
        assert any(field.fullmatch(shown) for field in fields), shown
    disabled, failed, added = (rows.filter(has_text=kind).first for kind in ("application.disabled", "session.signInFailed", "account.added"))
    expect(disabled).to_contain_text("Applicatie uitgeschakeld")
    expect(disabled.locator("del")).to_have_text("voor: ja")
    expect(disabled.locator("ins")).to_have_text("na: nee")
    expect(failed).to_contain_text("Verkeerd wachtwoord")
    expect(added).to_contain_text("Operator, alleen lezen")
    expect(page.locator(".difference-field[title^='secrets.']").first).to_contain_text("einde van geheim")
    page.get_by_label("Wat").select_option("Aanmeldingen")
    expect(rows.filter(has_text="application.")).to_have_count(0)
    assert all(kind.startswith("session.") for kind in rows.locator(".stable-id").all_text_contents())


def test_an_entry_that_the_page_does_not_know_is_shown_by_its_ids(dutch, place):
    """As a newer gateway writes them, before it is set back."""
    entry = place.operator.get("audit", limit=1)["items"][0]
    changes = [{"field": "colour", "before": None, "after": "green"}, {"field": "role", "before": "reader", "after": "auditor"}]
    page = dutch("#/applications")
    page.route("**/api/v1/audit?*", lambda route: route.fulfill(json={"items": [entry | {"kind": "lamp.lit", "changes": changes}], "next": None}))
    page.evaluate("location.hash = '#/audit'")
    row = page.locator("tr[data-sequence]")
    expect(row.locator(".kind")).to_have_text("lamp.lit")
    expect(row.locator(".difference-field")).to_have_text(["colour", "rol"])
    expect(row.locator("ins")).to_have_text(["na: green", "na: auditor"])


def test_reasons_are_counted_in_dutch(dutch, texts, place):
    for target, status in (("/transactions", 401), ("/none", 404), ("/files/../b", 400)):
        assert place.gateway.call(request("GET", target)).status == status
    page = dutch("#/overview")
    bars = page.locator(".bar.refused")
    expect(bars.filter(has_text="credentials.missing").locator(".bar-label")).to_have_text("Geen token meegestuurd")
    for bar in page.locator(".bar:is(.refused, .failed)").all():
        assert bar.locator(".bar-label").text_content() == texts["nl"][f"reason.{bar.locator('.stable-id').text_content()}"]
    expect(page.locator(".bar[class*=status-] .bar-label")).to_have_text(["2xx", "3xx", "4xx", "5xx"])


@pytest.mark.parametrize("path", ["#/sign-in", "#/welcome/AAAA"])
def test_no_page_before_signing_in_says_anything_in_english(dutch, path):
    page = dutch(path, None)
    settled(page)
    assert english(page) == []
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    if "sign-in" in path:
        page.get_by_label("Naam", exact=True).fill("niemand")
    page.locator("button[type=submit]").click()
    expect(page.locator("[role=alert], .field-fault:visible").first).to_be_visible()
    assert english(page) == []


DIALOGS = {
    "application": ["Uitschakelen", "Tokens intrekken", "Applicatie verwijderen", "Einde van geheim", "Geheim"],
    "merchants": ["Handelaar toevoegen", "Example Shop bewerken", "Example Shop verwijderen"],
    "accounts": ["Iemand uitnodigen", "rita bewerken"],
    "me": ["Authenticator instellen", "Token maken"],
    "routes": ["applicatie"],
}


@pytest.mark.parametrize("name", DIALOGS)
def test_no_dialog_says_anything_in_english(dutch, client_id, name):
    path = {"application": f"applications/{client_id}"}.get(name, name)
    page = dutch(f"#/{path}")
    settled(page)
    for label in DIALOGS[name]:
        page.get_by_role("main").get_by_role("button", name=label).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.locator(".loading")).to_have_count(0)
        assert english(page) == []
        # Sent as it is, what is lacking is told at its field.
        submit = page.get_by_role("dialog").locator("button[type=submit]")
        if submit.count() and label in ("Token maken", "Iemand uitnodigen", "Handelaar toevoegen", "Authenticator instellen"):
            submit.click()
            expect(page.locator(".field-fault:visible").first).to_be_visible()
            assert english(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
