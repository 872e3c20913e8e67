"""What is asked of the list of applications, and what the answer must be."""

from __future__ import annotations

import contextlib
import functools
import pathlib
import sqlite3
import urllib.parse
from dataclasses import dataclass

from . import variety
from .registry import client_id
from .tokens import OTHER_SCOPE, SCOPE

PAGE = 100
"""Applications in a page, as the console asks for them."""

LARGEST = 500


@dataclass(frozen=True)
class Question:
    name: str
    label: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        return "/api/v1/applications?" + urllib.parse.urlencode(self.parameters)


def _ask(name: str, label: str, **parameters: str | int) -> Question:
    given = {"offset": 0, "limit": PAGE} | parameters
    return Question(name, label, tuple((key, str(value)) for key, value in given.items()))


def questions(size: int) -> list[Question]:
    """What people ask of a registry of this size, that which is hard to answer among it."""
    middle, last = size // 2, max(0, size - PAGE)
    return [
        _ask("first", "first page"),
        _ask("middle", "a page in the middle", offset=middle),
        _ask("last", "last page", offset=last),
        _ask("largest", f"{LARGEST} in one page", offset=middle, limit=LARGEST),
        _ask("by-name", "by name", sort="name"),
        _ask("by-name-down", "by name, descending", sort="-name"),
        _ask("by-name-middle", "by name, a page in the middle", sort="name", offset=middle),
        _ask("by-change", "changed last, the last page", sort="-updatedAt", offset=last),
        _ask("owner", "of an owner", owner=variety.owner(size // 3)),
        _ask("enabled", "enabled", enabled="true"),
        _ask("disabled", "disabled, the last of them", enabled="false", sort="-number"),
        _ask("scope-all", "with a scope that all have", scope=SCOPE, offset=middle),
        _ask("scope-few", "with a scope that 1 in 100 has", scope=OTHER_SCOPE, sort="name"),
        _ask("many", "search: a word that 1 in 10 has", q="web SHOP"),
        _ask("many-by-name", "search: the same, by name, a page in the middle", q="web shop", sort="name",
             offset=size // 20),
        _ask("few", "search: a number that few have", q=str(size - 1)[1:]),
        _ask("client", "search: a client id", q=client_id(max(2, size * 2 // 3))),
        _ask("none", "search: what nothing has", q="nothing like it"),
        _ask("none-by-name", "search: the same, by name", q="nothing like it", sort="name"),
        _ask("letter", "search: one letter", q="e"),
        _ask("letter-owner", "search: one letter, of those disabled, by owner", q="e", enabled="false", sort="-owner"),
        _ask("cyrillic", "search: КАФЕ", q="КАФЕ"),
        _ask("one-sign", "search: 店", q="店"),
        _ask("folded", "search: STRASSE, which finds Straße", q="STRASSE", sort="-name"),
    ]


@dataclass(frozen=True)
class Listed:
    """An application as lists are made of."""

    number: int
    client_id: str
    name: str
    owner: str
    enabled: bool
    updated: int
    scopes: frozenset[str]

    @functools.cached_property
    def text(self) -> str:
        return "\n".join(map(fold, (self.name, self.owner, self.client_id)))

    def key(self, sort: str) -> tuple:
        """What lists are sorted by; what is equal stands in the order of registration."""
        value = {"number": 0, "name": fold(self.name), "owner": fold(self.owner), "updatedAt": self.updated}[sort]
        return value, self.number


def fold(text: str) -> str:
    """A text without case."""
    return text.lower().upper().lower()


class Expected:
    """The answers, found out without a gateway: every application of a database looked at."""

    def __init__(self, database: pathlib.Path):
        with contextlib.closing(sqlite3.connect(database)) as connection:
            rows = connection.execute(
                "SELECT number, id, name, owner, enabled, updated_at,"
                " (SELECT group_concat(scope, ' ') FROM application_scopes WHERE application = number)"
                " FROM applications").fetchall()
        self.listed = [Listed(*row[:4], bool(row[4]), row[5], frozenset((row[6] or "").split())) for row in rows]

    def of(self, question: Question) -> tuple[int, list[str]]:
        """How many there are, and the client ids of the page."""
        asked = dict(question.parameters)
        text = fold(asked.get("q", ""))
        found = [
            one for one in self.listed
            if text in one.text and asked.get("owner", one.owner) == one.owner
            and asked.get("enabled") in (None, "true" if one.enabled else "false")
            and ("scope" not in asked or asked["scope"] in one.scopes)
        ]
        sort = asked.get("sort", "number")
        found.sort(key=lambda one: one.key(sort.lstrip("-")), reverse=sort.startswith("-"))
        offset, limit = int(asked["offset"]), int(asked["limit"])
        return len(found), [one.client_id for one in found[offset:offset + limit]]
