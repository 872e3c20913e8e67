"""What others collected, where it is at hand (`TOLLGATE_CORPORA`, else `../shared/corpora` beside the repository)."""

import json
import os
import re
from pathlib import Path

from ..case import HOST, SMUGGLED, Case, post

REPOSITORY = Path(__file__).resolve().parents[4]
CORPORA = Path(os.environ.get("TOLLGATE_CORPORA") or REPOSITORY.parent / "shared/corpora")
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
CONTENT = b"5\r\nhello\r\n0\r\n\r\n"


def cases() -> list[Case]:
    """All that applies to a listener for HTTP/1 in clear text."""
    if not (CORPORA / "http1").is_dir():
        # Who names a folder means it: without it this would look like a pass.
        assert "TOLLGATE_CORPORA" not in os.environ, f"TOLLGATE_CORPORA: there is no folder {CORPORA}/http1"
        return []
    return gunicorn() + transfer_codings() + http2()


def not_applied() -> list[str]:
    """What is there and is not sent, with the reason."""
    if not (CORPORA / "http1").is_dir():
        return [f"there is no folder {CORPORA}/http1: nothing collected by others was sent"]
    skipped = sum(bool(case["cfg"]) for case in load("http1/gunicorn_requests.json")["cases"])
    described = len(load("http2/h2spec_case_list.json")["cases"])
    return [
        f"gunicorn: {skipped} cases are for settings of that server, and are not sent",
        f"h2spec: {described} cases are descriptions without bytes, and need a listener for HTTP/2: none is sent",
        "HTTP/2 frames: sent behind the preface and without it to the HTTP/1 listener, which must refuse them; what"
        " they say of HTTP/2 itself does not apply"
    ]


def load(name: str) -> dict:
    return json.loads((CORPORA / name).read_text())


def gunicorn() -> list[Case]:
    """What that server takes has to pass; what it refuses is partly its own choice, such as a second Content-Type.

    It does not ask for Host, and allows fragments in targets. Such cases come a second time, with Host and without the
    fragment, so that what they were written for is looked at.
    """
    made = []
    for case in load("http1/gunicorn_requests.json")["cases"]:
        if case["cfg"]:
            continue
        family, name = f"gunicorn {case['kind']}", case["name"].split("/")[1]
        data, is_valid = case["raw_latin1"].encode("latin-1"), True if case["kind"] == "valid" else None
        made.append(Case(family, name, data, is_valid))
        if (mended := repaired(data)) != data:
            made.append(Case(f"{family}, repaired", name, mended, is_valid))
    return made


def repaired(data: bytes) -> bytes:
    """The same without fragments, and with Host behind each request line where there is none at all."""
    data = re.sub(rb"(?m)^([A-Z]+ [^ #\r\n]*)#[^ \r\n]* HTTP/1", rb"\1 HTTP/1", data)
    if re.search(rb"(?im)^host[ \t]*:", data):
        return data
    return re.sub(rb"(?m)^([^\r\n]* HTTP/1\.1\r\n)", b"\\1" + HOST + b"\r\n", data)


def transfer_codings() -> list[Case]:
    """Each line beside a length that is right, and alone in front of a hidden request."""
    made = []
    for number, case in enumerate(load("http1/te_header_mutations_defparam.json")["cases"]):
        line = case["header_line_latin1"].encode("latin-1")
        data = post(line, b"Content-Length: %d" % len(CONTENT), content=CONTENT)
        name = f"{number} {case['config']} {case['name']}"
        made.append(Case("transfer codings", name, data))
        made.append(Case("transfer codings alone", name, post(line, content=CONTENT + SMUGGLED)))
    return made


def http2() -> list[Case]:
    made = [
        Case("HTTP/2 preface", "alone", PREFACE, False),
        Case("HTTP/2 preface", "after a line", b"\r\n" + PREFACE, False)
    ]
    for path in sorted((CORPORA / "http2/frames").rglob("*.json")):
        frame = bytes.fromhex(json.loads(path.read_text())["wire"])
        name = str(path.relative_to(CORPORA / "http2/frames").with_suffix(""))
        made += [
            Case("HTTP/2 frames", f"{name} behind the preface", PREFACE + frame, False),
            Case("HTTP/2 frames", f"{name} alone", frame, False)
        ]
    return made
