"""Figures for people to read."""

from .driver import demangle


def figures_table(rows):
    """Rows of (name, Figures, threshold or None, Verdict) as a table."""
    width = max(len(name) for name, *_ in rows)
    lines = [
        f"{'operation':{width}}  {'instructions':>12} {'threshold':>9}  {'allocs':>6} {'allowed':>7}  "
        f"{'retain':>6} {'release':>7} {'access':>6}",
    ]
    for name, figures, known, verdict in rows:
        known = known or {}
        lines.append(
            f"{name:{width}}  {figures.instructions:12.0f} {known.get('instructions', '-'):>9}  "
            f"{figures.allocations:6.1f} {known.get('allocations', '-'):>7}  "
            f"{figures.retains:6.1f} {figures.releases:7.1f} {figures.accesses:6.1f}"
            + ("  OVER" if verdict.faults else "  under" if verdict.gains else "")
        )
    return "\n".join(lines)


def functions_table(profile, count, limit=25):
    """The functions that took the most instructions themselves, and how often they were called, per operation."""
    top = profile.own.most_common(limit)
    called = {}
    for (_, callee), times in profile.calls.items():
        called[callee] = called.get(callee, 0) + times
    lines = [f"{'own':>10} {'share':>6} {'calls':>8}  function"]
    for (name, own), text in zip(top, demangle(name for name, _ in top)):
        lines.append(
            f"{own / count:10.1f} {own / profile.instructions:6.1%} {called.get(name, 0) / count:8.1f}  {text}"
        )
    return "\n".join(lines)


def callers_table(profile, count, function, limit=25):
    """Who called a function, which is named as in the source or by its symbol, and how often per operation."""
    callers = {}
    symbols = sorted({callee for _, callee in profile.calls})
    wanted = {symbol for symbol, text in zip(symbols, demangle(symbols)) if function in (symbol, text)}
    for (caller, callee), times in profile.calls.items():
        if callee in wanted and times:
            callers[caller] = callers.get(caller, 0) + times
    top = sorted(callers.items(), key=lambda item: -item[1])[:limit]
    lines = [f"{'calls':>8}  caller of {function}"]
    for (_, times), text in zip(top, demangle(name for name, _ in top)):
        lines.append(f"{times / count:8.1f}  {text}")
    return "\n".join(lines)


def differences_table(before, after):
    """Two dictionaries of Figures by operation as a table, in the order of the second; "-" where there is none."""
    names = list(after) + [name for name in before if name not in after]
    width = max(len(name) for name in names)
    lines = [f"{'operation':{width}}  {'before':>8} {'after':>8} {'difference':>10} {'':>7}  {'allocs':>13}"]
    for name in names:
        old, new = before.get(name), after.get(name)
        lines.append(
            f"{name:{width}}  {instructions(old):>8} {instructions(new):>8} {change(old, new)}  "
            f"{allocations(old):>5} -> {allocations(new):>5}"
        )
    return "\n".join(lines)


def instructions(figures):
    """Instructions as text."""
    return f"{figures.instructions:.0f}" if figures else "-"


def allocations(figures):
    """Allocations as text."""
    return f"{figures.allocations:.1f}" if figures else "-"


def change(old, new):
    """By how many instructions, and by which part, one differs from the other."""
    if not old or not new:
        return f"{'-':>10} {'':>7}"
    difference = new.instructions - old.instructions
    return f"{difference:+10.0f} {difference / max(1, old.instructions):+7.1%}"
