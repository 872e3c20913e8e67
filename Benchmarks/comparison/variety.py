"""What applications of a large registry are called, whose they are, and what they may: as different as people make them."""

import sqlite3

from .tokens import OTHER_SCOPE

KINDS = ("Web shop", "Point of sale", "Mobile app", "Back office", "Refund desk", "Ticket kiosk", "Café", "Bücherei",
         "Кафе", "喫茶店")
PLACES = ("Amsterdam", "Utrecht", "Köln", "Łódź", "Zoë's Corner", "Lange Straße", "Αθήνα")
OWNERS = 1_000


def name(number: int) -> str:
    """Such as `Web shop Amsterdam 70`; no two are the same, one in ten is in letters that are not Latin."""
    return f"{KINDS[number % len(KINDS)]} {PLACES[number % len(PLACES)]} {number}"


def owner(number: int) -> str:
    """One of a thousand merchants."""
    number = number * 613 % OWNERS
    return f"Bakkerij Noë {number:03}" if number % 10 == 0 else f"Merchant {number:03}"


def is_enabled(number: int) -> bool:
    """One in fifty is not."""
    return number % 50 != 0


def other_scope(number: int) -> str | None:
    """What one in a hundred has besides the scope that all have."""
    return OTHER_SCOPE if number % 100 == 0 else None


def age(number: int) -> int:
    """Seconds since it was changed, within a day and in no order; all were registered before."""
    return number * 7919 % 86_400


def add_functions(connection: sqlite3.Connection) -> None:
    """Makes them known to the statements below."""
    for function in (name, owner, is_enabled, other_scope, age):
        connection.create_function(f"varied_{function.__name__}", 1, function, deterministic=True)


STATEMENTS = (
    """UPDATE applications SET name = varied_name(number), owner = varied_owner(number),
        enabled = varied_is_enabled(number), created_at = created_at - 86400, updated_at = updated_at - varied_age(number)
    WHERE number >= :first""",
    """INSERT INTO application_scopes (application, scope)
    SELECT number, varied_other_scope(number) FROM applications
    WHERE number >= :first AND varied_other_scope(number) IS NOT NULL""",
)
"""What makes copies different; they take the number of the first."""
