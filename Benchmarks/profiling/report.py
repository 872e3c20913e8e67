"""The page and the pictures."""

import datetime
import pathlib

from comparison.report.markdown import table

from .profile import Profile

MOST = 25
"""Functions in a table."""

OTHERS = ("HAProxy", "Envoy", "h2load")
"""Of the machine's description, who has no part in it."""


def write(profiles: list[Profile], machine: dict[str, str], folder: pathlib.Path) -> None:
    """`profile.md`, and a picture for each; in place of earlier ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for profile in profiles:
        (folder / picture(profile)).write_text(profile.svg)
    (folder / "profile.md").write_text(page(profiles, machine))


def picture(profile: Profile) -> str:
    return f"profile-{profile.name}.svg"


def page(profiles: list[Profile], machine: dict[str, str]) -> str:
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    parts = ["# Where the time of a small GET goes",
             f"Taken {day} with `Benchmarks/profile`: 64 connections, one core for the gateway, as many calls as it takes. "
             "Shares are of the samples in which something was at work itself, not what it called. A picture shows more "
             "where it is opened by itself: functions can be clicked and searched for. What it calls samples are nanoseconds."]
    for profile in profiles:
        parts += [f"## {profile.label}", f"![Flame graph of {profile.label}]({picture(profile)})",
                  table(["program, library", "share"], shares(profile)),
                  table(["function", "in", "share"], functions(profile)),
                  f"System calls, of about {profile.calls:,} requests:",
                  table(["system call", "calls", "for each request"], system_calls(profile))]
    parts += ["## The machine", table(["", ""], [[name, text] for name, text in machine.items() if name not in OTHERS])]
    return "\n\n".join(parts) + "\n"


def shares(profile: Profile) -> list[list[str]]:
    total = profile.parts.total()
    return [[name, share(count, total)] for name, count in profile.parts.most_common() if count * 1000 >= total]


def functions(profile: Profile) -> list[list[str]]:
    total = profile.symbols.total()
    return [[f"`{name}`", place, share(count, total)] for (name, place), count in profile.symbols.most_common(MOST)]


def system_calls(profile: Profile) -> list[list[str]]:
    return [[f"`{name}`", f"{count:,}", f"{count / max(1, profile.calls):.2f}"]
            for name, count in profile.syscalls.most_common()]


def share(count: int, total: int) -> str:
    return f"{100 * count / max(1, total):.1f} %"
