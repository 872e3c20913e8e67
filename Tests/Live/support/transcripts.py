"""Whether what a command printed is what a guide says that it prints."""

import difflib
import re

# What is another one each time. Both texts are changed alike, so a guide shows a real one.
VARIABLE = [
    (r"\beyJ[\w-]+(\.[\w-]+)*", "TOKEN"),
    (r"\bapp_[a-z2-7]{16}\b", "CLIENT"),
    (r"\bsec_[a-z2-7]{8}\b", "SECRET-ID"),
    (r"\b(acc|mer|ses|tok)_[\w-]{16}(?![\w-])", r"\1_ID"),
    (r"\b[0-9a-f]{64}\b", "DIGEST"),
    (r"(?<![\w-])[\w-]{43}(?![\w-])", "SECRET-OR-KEY-ID"),
    (r'(?<=")[\w-]{22}(?=")', "TOKEN-ID-OR-TAG"),
    (r"\bprocess \d+\b", "process NUMBER"),
    (r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+0000)?", "TIME"),
    (r"\b\d{4}-\d\d-\d\d\b", "DAY"),
    (r"\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", "DATE"),
    (r"\b[0-9a-f]{32}\b", "REQUEST"),
    (r"\b(tx|re)_\d{4}\b", r"\1_NUMBER"),
    (r'(?i)((microseconds|startedAt|time)" ?: ?)\d+', r"\1NUMBER"),
    (r"127\.0\.0\.1:\d{5}\b", "127.0.0.1:PORT"),
    (r"tollgate \d+\.\d+\.\d+ \([^)]*\)", "VERSION"),
    (r"libcurl \d+\.\d+\.\d+", "libcurl VERSION"),
]


def normalised(text):
    for pattern, word in VARIABLE:
        text = re.sub(pattern, word, text)
    return "\n".join(line.rstrip() for line in text.replace("\r", "").split("\n")).strip("\n")


def difference(expected, printed):
    """What is not as it is said, as a text; empty where all is. `…` stands for anything, on a line of its own for lines."""
    expected, printed = normalised(expected), normalised(printed)
    lines = [r"(?:.*\n)*?" if line.strip() == "…" else _line(line) + r"\n" for line in expected.split("\n")]
    if re.fullmatch("".join(lines), printed + "\n"):
        return ""
    return "\n".join(difflib.unified_diff(
        expected.split("\n"), printed.split("\n"), "as the guide says", "as it is printed", lineterm="", n=100))


def _line(line):
    return r"[^\n]*?".join(re.escape(part) for part in line.split("…"))
