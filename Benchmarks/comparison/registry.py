"""Registries of any size, made in seconds."""

import base64
import hashlib
import json
import pathlib
import sqlite3

from . import variety
from .tokens import SCOPE, Application, Tokens

NUMBERS = "numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"


class Registry(Tokens):
    """A folder with so many applications, for a Tollgate to serve from.

    One is registered with the command; the others are copies of its rows, each with a number and ids of its own and with its
    place in the history, as if they had been registered one after the other. They all have its secret. Where they are
    `varied`, each has a name of its own, and they differ in owners, states, scopes and times as `variety` says.
    """

    def __init__(self, folder: pathlib.Path, size: int, varied: bool = False):
        super().__init__(folder)
        self.size = size
        self.varied = varied

    def issue(self) -> None:
        from .gateways.tollgate import configuration
        self.folder.mkdir(parents=True)
        (self.folder / "gateway.json").write_text(json.dumps(configuration(0, 9, self.algorithm)))
        self.first = self.register(SCOPE)
        fill(self.database, self.size, self.varied)

    @property
    def database(self) -> pathlib.Path:
        return self.folder / "data/tollgate.db"

    def spread(self, count: int) -> list[Application]:
        """So many of the applications, from the first to the last."""
        return [self.application(number) for number in evenly(count, self.size)]

    def application(self, number: int) -> Application:
        return self.first if number == 1 else Application(client_id(number), self.first.secret)

    def take(self, port: int, count: int) -> None:
        """Fetches a token each of so many applications, from the gateway at this port: `many`, the first of them `one`."""
        self.port, self.applications = port, self.spread(count)
        self.many = self.fetch(count, SCOPE)
        self.one_file.write_text(self.one + "\n")
        self.many_file.write_text("\n".join(self.many) + "\n")


def evenly(count: int, size: int) -> list[int]:
    """So many numbers from 1 to size, both included, at equal distances."""
    count = min(count, size)
    return [1 + index * (size - 1) // max(1, count - 1) for index in range(count)]


def client_id(number: int) -> str:
    """A client id that looks like one that was drawn: it must not lie beside its neighbours in any order."""
    return "app_" + _letters(f"application {number}", 16)


def secret_id(number: int) -> str:
    return "sec_" + _letters(f"secret {number}", 16)


def _letters(text: str, count: int) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()[:count]


def fill(database: pathlib.Path, size: int, varied: bool = False) -> None:
    """Copies the only application until there are so many; the file is then as a gateway leaves it."""
    with _opened(database) as connection:
        (model,) = connection.execute("SELECT number FROM applications").fetchone()
        of = {"model": model, "first": model + 1, "last": size}
        if size > model:
            for statement in (*COPIES, *(variety.STATEMENTS if varied else ()), HISTORY):
                connection.execute(statement, of)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _opened(database: pathlib.Path) -> sqlite3.Connection:
    """Without a journal: when this fails, the file is thrown away."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -500000")
    connection.create_function("client_id", 1, client_id, deterministic=True)
    connection.create_function("secret_id", 1, secret_id, deterministic=True)
    variety.add_functions(connection)
    return connection


COPIES = (
    f"""WITH RECURSIVE {NUMBERS}
    INSERT INTO applications (number, id, name, owner, enabled, generation, created_at, updated_at)
    SELECT n, client_id(n), name, owner, enabled, generation, created_at, updated_at
    FROM numbers, applications WHERE number = :model""",
    f"""WITH RECURSIVE {NUMBERS}
    INSERT INTO application_scopes (application, scope)
    SELECT n, scope FROM numbers, application_scopes WHERE application = :model""",
    f"""WITH RECURSIVE {NUMBERS}
    INSERT INTO application_secrets (application, id, digest, created_at, ends_at)
    SELECT n, secret_id(n), digest, created_at, ends_at
    FROM numbers, application_secrets WHERE application = :model""",
)
"""With what the model has."""

HISTORY = """INSERT INTO registry_changes (time, kind, application_id, who, application)
    SELECT time, kind, a.id, who, json_set(change.application, '$.number', number, '$.id', a.id, '$.name', name,
        '$.owner', owner, '$.enabled', enabled, '$.createdAt', created_at, '$.updatedAt', updated_at,
        '$.scopes', json((SELECT json_group_array(scope) FROM application_scopes AS s WHERE s.application = number)),
        '$.secrets[0].id', secret_id(number))
    FROM applications AS a, (SELECT * FROM registry_changes LIMIT 1) AS change
    WHERE number >= :first ORDER BY number"""
"""A change for each, which shows it as the tables do."""
