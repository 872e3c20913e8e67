"""Reads what callgrind writes: how many instructions each function took, and how often it was called by whom."""

import collections
import dataclasses
import re

# A name stands in full where it is first used, "fn=(12) malloc", and afterwards as "fn=(12)".
NAMED = re.compile(r"^\((\d+)\)(?: (.*))?$")
# A line of the source, which is relative to the one before or absolute, and what it took.
COST = re.compile(r"^[+-]?(?:\d+|\*) (\d+)$")


@dataclasses.dataclass
class Profile:
    """The costs of one run."""

    # Instructions that each function took itself.
    own: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    # How often (caller, callee) happened.
    calls: collections.Counter = dataclasses.field(default_factory=collections.Counter)

    @property
    def instructions(self):
        """The instructions of all functions."""
        return self.own.total()

    def __sub__(self, other):
        """What this run took beyond another: with twice as many operations, those of the second half alone."""
        beyond = Profile(self.own.copy(), self.calls.copy())
        beyond.own.subtract(other.own)
        beyond.calls.subtract(other.calls)
        return beyond

    def called(self, names, apart_from=()):
        """How often functions of these names were called by others than those of `apart_from`."""
        return sum(
            count for (caller, callee), count in self.calls.items() if callee in names and caller not in apart_from
        )


class ProfileError(Exception):
    """The text is no profile, or one that was cut short."""


def parse(text):
    """The profile in callgrind's format (https://valgrind.org/docs/manual/cl-format.html), of one event.

    Raises ProfileError where the functions do not add up to the total that the profile states.
    """
    profile, names = Profile(), {}
    function = callee = None
    count, is_call = 0, False
    total = None
    for number, line in enumerate(text.splitlines(), 1):
        key, sign, value = line.partition("=")
        if sign and key == "fn":
            function = resolve(value, names, number)
        elif sign and key == "cfn":
            callee = resolve(value, names, number)
        elif sign and key == "calls":
            count, is_call = int(value.split()[0]), True
        elif line.startswith(("totals:", "summary:")):
            total = int(line.split()[1])
        elif match := COST.match(line):
            if function is None:
                raise ProfileError(f"line {number}: a cost of no function")
            # The line behind "calls=" says what the callee took, which stands with the callee itself.
            if is_call:
                profile.calls[function, callee] += count
            else:
                profile.own[function] += int(match[1])
            is_call = False
    if total is None:
        raise ProfileError("there is no total: the run was cut short")
    if total != profile.instructions:
        raise ProfileError(f"the functions come to {profile.instructions}, the total is {total}")
    return profile


def resolve(value, names, number):
    """The name behind a possibly abbreviated one. Levels of recursion, "name'2", are one function."""
    match = NAMED.match(value)
    if not match:
        return plain(value)
    if match[2] is not None:
        names[match[1]] = plain(match[2])
    if match[1] not in names:
        raise ProfileError(f"line {number}: ({match[1]}) was not named before")
    return names[match[1]]


def plain(name):
    """A function's name without callgrind's mark of recursion."""
    return re.sub(r"'\d+$", "", name)
