"""A long audit: entries that are written into the database directly, chained as the gateway chains them."""

import contextlib
import hashlib
import json
import sqlite3


def digest(previous, texts):
    """The digest of an entry behind another: of eight texts, each with its length in bytes."""
    data = b"".join(b"%d:%b," % (len(text.encode()), text.encode()) for text in texts)
    return hashlib.sha256(previous + data).digest()


def texts(sequence, moment, who, kind, subject, changes):
    """The eight texts: `subject` is type, id and name, `changes` a list of field, before and after."""
    named = [dict(zip(("field", "before", "after"), change)) for change in changes]
    written = json.dumps(named, separators=(",", ":"), ensure_ascii=False)
    return [str(sequence), str(moment), who, kind, *subject, written]


def append(database, count, *, moment=1_700_000_000, who="test", kind="application.edited", name="Till"):
    """Appends so many entries in one transaction; how many there are then."""
    changes = [("name", "Till", "Kiosk"), ("scopes", "accounts:read", "accounts:read transactions:read")]
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        sequence, previous = connection.execute(
            "SELECT sequence, digest FROM audit_entries ORDER BY sequence DESC LIMIT 1").fetchone()
        rows = []
        for sequence in range(sequence + 1, sequence + count + 1):
            subject = ("application", f"app_{sequence % 1_000}", name)
            entry = texts(sequence, moment, who, kind, subject, changes)
            after = digest(previous, entry)
            rows.append((sequence, moment, who, kind, *subject, entry[-1], previous, after))
            previous = after
        connection.executemany("INSERT INTO audit_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return sequence
