"""What the guides and the README say is done, and comes out as they say."""


import re
import subprocess

import pytest
from support import guides
from support.gateway import BINARY
from support.guides import Block, blocks, script, transcript
from support.reader import PROGRAMS, Reader
from support.transcripts import difference
from support.upstream import Upstream, reply

GUIDES = {name: blocks(name) for name in guides.NAMES}
EVERY = [block for guide in GUIDES.values() for block in guide]
# What is looked at for itself. Output (`text`) is looked at with the program above it.
KINDS = {"json", "sh", "console", *PROGRAMS}

# Every document for users, also those without a block that can be run.
DOCUMENTS = ["README.md", *sorted(f"docs/{path.name}" for path in guides.REPOSITORY.glob("docs/*.md"))]


def cases():
    for block in EVERY:
        if "not run" not in block.sayings and block.kind in KINDS:
            marks = [pytest.mark.slow] if "slow" in block.sayings else []
            yield pytest.param(block, id=block.name, marks=marks)


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    """One reader for each guide, who begins when the first block of it is asked for."""
    found, failures = {}, {}

    def reader(guide):
        if guide not in found and guide not in failures:
            try:
                found[guide] = Reader(tmp_path_factory.mktemp("reader"), GUIDES[guide])
            except AssertionError as failure:
                failures[guide] = failure
        assert guide not in failures, f"nothing could be prepared for {guide}: {failures[guide]}"
        return found[guide]

    yield reader
    for reader in found.values():
        reader.close()


@pytest.mark.parametrize("block", list(cases()))
def test_a_block_does_what_it_says(readers, block):
    readers(block.guide).read(block)


@pytest.mark.parametrize("block", [
    pytest.param(block, id=block.name) for block in GUIDES["docs/integrating.md"] if block.kind in PROGRAMS])
def test_a_program_goes_on_when_its_token_is_revoked_and_pays_once(tmp_path, block):
    reader, upstream = Reader(tmp_path, [block]), Upstream()
    try:
        def answer(connection, received):
            """Ends the token of the call that it answers, so that the next one is refused."""
            if received.method == "GET":
                revoked = subprocess.run([BINARY, "applications", "revoke-tokens", received.value("X-Client-Id")],
                                         cwd=tmp_path, capture_output=True, text=True)
                assert revoked.returncode == 0, revoked.stderr
            status = "200 OK" if received.method == "GET" else "201 Created"
            reply(b'{"id":"tx_1002","reference":"order-1"}', "Content-Type: application/json",
                  "Location: /transactions/tx_1", status=status)(connection, received)

        upstream.default = answer
        reader.move_service(upstream.port)
        printed = reader.run_program(block)
        assert [received.method for received in upstream.requests] == ["GET", "POST"], printed
        assert printed.startswith("200 ") and "\n201 " in printed
        # Each thread writes its own lines, and two calls can be of the same millisecond: in no order.
        calls = [(call["path"], call["status"], call.get("reason", "")) for call in reader.calls(5)]
        assert sorted(calls) == [
            ("/oauth/token", 200, ""), ("/oauth/token", 200, ""), ("/transactions", 201, ""),
            ("/transactions", 401, "token.revoked"), ("/transactions/tx_1002", 200, "")]
    finally:
        reader.close()
        upstream.close()


@pytest.mark.parametrize("guide", GUIDES)
def test_no_block_is_forgotten(guide):
    for above, block in zip([None, *GUIDES[guide]], GUIDES[guide]):
        if "not run" in block.sayings:
            assert block.sayings["not run"], f"{block.name}: say why it is not run"
        elif block.kind == "text":
            assert above and above.kind in PROGRAMS and "file" not in above.sayings, f"{block.name}: output of what?"
        else:
            assert block.kind in KINDS or "file" in block.sayings, f"{block.name}: it is not known how to run this"
        if block.kind in PROGRAMS and not block.sayings.keys() & {"file", "not run"}:
            following = GUIDES[guide][GUIDES[guide].index(block) + 1 :]
            assert following and following[0].kind == "text", f"{block.name}: show what it prints"


def test_few_blocks_are_not_run():
    assert len([block for block in EVERY if "not run" in block.sayings]) <= guides.MOST_NOT_RUN


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    path = guides.REPOSITORY / name
    for target, anchor in guides.links(path):
        other = (path.parent / target).resolve() if target else path
        assert other.exists(), f"{name}: {target} does not exist"
        if anchor:
            assert anchor in guides.anchors(other), f"{name}: {target}#{anchor} does not exist"


def pictures(name):
    """The names, without their ending, of the pictures of docs/images that a file shows."""
    path = guides.REPOSITORY / name
    shown = [(path.parent / target).resolve() for target in guides.images(path)]
    return {picture.stem for picture in shown if picture.parent == guides.REPOSITORY / "docs/images"}


def test_every_picture_is_shown():
    taken = {path.stem for path in (guides.REPOSITORY / "docs/images").iterdir()}
    shown = set().union(*(pictures(name) for name in DOCUMENTS))
    assert taken and not taken - shown, f"no guide shows them: {sorted(taken - shown)}"


def test_the_readme_shows_every_page_of_the_console():
    pages = {path.stem for path in (guides.REPOSITORY / "Sources/CConsole/Pages/scripts/pages").glob("*.js")}
    # The one page whose picture is called otherwise.
    wanted = {"register" if page == "application-form" else page for page in pages}
    missing = wanted - pictures("README.md")
    assert len(pages) > 10 and not missing, f"no picture of them: {sorted(missing)}"


# What the code has, the guides have.

def sources(*targets):
    for target in targets:
        for path in (guides.REPOSITORY / "Sources" / target).rglob("*.swift"):
            yield path.read_text()


def test_every_reason_is_in_the_guide_for_merchants_or_operators():
    kinds = "path|host|route|credentials|token|application|audience|scope|message|upstream|connection"
    found = {reason for text in sources("Policy", "HTTPCodec", "HTTPServer", "JSONWebToken", "Upstream", "Gateway")
             for reason in re.findall(rf'"((?:{kinds})\.[a-zA-Z]+)"', text)}
    told = "".join((guides.REPOSITORY / f"docs/{name}.md").read_text() for name in ("integrating", "operating"))
    assert len(found) > 50
    missing = [reason for reason in found if f"`{reason}`" not in told and f"`{reason.split('.')[0]}.…`" not in told]
    assert not missing, f"say what is to be done: {sorted(missing)}"


def test_every_member_of_the_access_log_is_in_the_guide_for_operators():
    names = set(re.findall(r'\\"([a-zA-Z]+)\\":', "".join(
        path.read_text() for path in [
            guides.REPOSITORY / "Sources/Gateway/Call/CallRecord+writing.swift",
            guides.REPOSITORY / "Sources/Gateway/Credentials/CachedToken.swift",
        ])))
    guide = (guides.REPOSITORY / "docs/operating.md").read_text()
    table = guide[guide.index("| field | type | meaning |") :].split("\n\n")[0]
    assert len(names) > 20
    assert names | {"route"} == set(re.findall(r"`([a-zA-Z]+)`", "".join(re.findall(r"^\| (.*?) \|", table, re.M))))


def test_every_permission_is_in_the_guide_to_the_management_api():
    code = (guides.REPOSITORY / "Sources/Accounts/Account/Permission.swift").read_text()
    guide = (guides.REPOSITORY / "docs/management-api.md").read_text()
    table = guide[guide.index("| permission |") :].split("\n\n")[0]
    permissions = re.findall(r'case \w+ = "([a-z:]+)"', code)
    assert len(permissions) > 5 and permissions == re.findall(r"^\| `([a-z:]+)` \|", table, re.M)


def test_the_exit_codes_are_those_of_the_commands():
    told = (guides.REPOSITORY / "docs/operating.md").read_text()
    codes = set(re.findall(r"ExitCode\((\d+)\)", "".join(sources("tollgate"))))
    assert codes and not [code for code in codes if f"| {code} |" not in told]


# The comparison itself: each difference is seen, and what may differ is not one.

def test_output_that_differs_is_seen():
    assert difference("a\nb\n", "a\nb\n") == ""
    assert difference("", "\n") == ""
    for expected, printed in [("a\n", "b\n"), ("a\n", "a\nb\n"), ("a\nb\n", "a\n"), ("", "a\n"), ("a…c\n", "ab\nc\n")]:
        assert difference(expected, printed), (expected, printed)


def test_an_ellipsis_stands_for_anything():
    assert difference("a…c\n", "abbc\n") == ""
    assert difference("a\n…\nd\n", "a\nb\nc\nd\n") == ""
    assert difference("a\n…\nd\n", "a\nd\n") == ""
    assert difference("a\n…\nd\n", "a\nb\nc\n")


def test_what_is_another_each_time_may_differ_and_its_form_may_not():
    assert difference("Till  app_kithmkextqabeggq\n", "Till  app_aera3bzdoxknt3er\n") == ""
    assert difference("Till  app_kithmkextqabeggq\n", "Till  app_aera\n")
    assert difference('"time":"2026-11-24T11:46:20.001Z"\n', '"time":"2027-01-01T00:00:00.900Z"\n') == ""
    assert difference('"time":"2026-11-24T11:46:20.001Z"\n', '"time":"2027-01-01"\n')


def test_a_transcript_is_commands_and_what_they_print():
    block = Block("guide", 10, "console", "$ one \\\n  two\nout\n$ cat <<'END'\nx\nEND\n$ three\n")
    found = [(command.line, command.text, command.output) for command in transcript(block)]
    assert found == [(11, "one \\\n  two", "out\n"), (14, "cat <<'END'\nx\nEND", ""), (17, "three", "")]
    block = Block("guide", 10, "sh", "# a comment\none\n\ntwo \\\n  three\n")
    assert [(command.line, command.text) for command in script(block)] == [(12, "one"), (14, "two \\\n  three")]


@pytest.mark.parametrize("text", ["$ echo one\ntwo\n", "$ false\n", "$ exit 0\n"])
def test_a_guide_that_is_wrong_fails(tmp_path, text):
    wrong = Block("guide", 1, "console", text)
    right = Block("guide", 5, "console", "$ echo one\none\n$ (exit 3) || echo $?\n3\n$ name=x\n$ echo $name\nx\n")
    reader = Reader(tmp_path, [right, wrong])
    try:
        reader.read(right)
        with pytest.raises(AssertionError):
            reader.read(wrong)
    finally:
        reader.close()
