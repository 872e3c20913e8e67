"""Results as a picture: bars of the first compared figure of each workload, one panel for each case with Tollgate in it."""

from xml.sax.saxutils import escape

from ..results import Outcome, Results
from ..workloads.workload import Case, Figure

PANEL = 590
"""The width of a panel; there are two beside each other."""
LABELS = 240
VALUES = 90
BAR = 18
STEP = 24
TITLE = 44
MARGIN = 20
OURS, OTHERS, INK, FAINT = "#1a7f5a", "#9aa5b1", "#1f2933", "#52606d"


def write(results: Results) -> str:
    panels = [panel for outcome in results.outcomes for case in outcome.cases if (panel := _panel(outcome, case))]
    placed, top = [], MARGIN
    for pair in (panels[index:index + 2] for index in range(0, len(panels), 2)):
        for column, (lines, _) in enumerate(pair):
            placed += [f'<g transform="translate({column * PANEL} {top})">', *lines, "</g>"]
        top += max(height for _, height in pair)
    width, height = 2 * PANEL, top + MARGIN
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="system-ui, sans-serif" font-size="13">',
        "<title>Tollgate beside nginx, HAProxy and Envoy</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>', *placed, "</svg>", ""])


def _panel(outcome: Outcome, case: Case) -> tuple[list[str], int] | None:
    """The bars of one case, and their height; nothing where Tollgate is not beside others."""
    if not outcome.compared:
        return None
    figure = next(figure for figure in outcome.figures if figure.name == outcome.compared[0])
    bars = [(contender.name, contender.label, measured) for contender in outcome.contenders
            if (measured := outcome.figure(figure.name, case.name, contender.name))]
    if len(bars) < 2 or all(name != "tollgate" for name, _, _ in bars):
        return None
    title = ", ".join(filter(None, (outcome.title, case.title)))
    lines = [_text(MARGIN, 18, title, INK, weight=600),
             _text(MARGIN, 34, ", ".join(filter(None, (figure.title, figure.unit))), FAINT, size=11)]
    most = max(measured.high for _, _, measured in bars) or 1
    for index, (name, label, measured) in enumerate(bars):
        lines += _bar(TITLE + index * STEP, name, label, measured, most, figure)
    return lines, TITLE + len(bars) * STEP + 16


def _bar(top: int, name: str, label: str, measured, most: float, figure: Figure) -> list[str]:
    """A bar as long as the median, with a line from one quartile to the other."""
    scale = (PANEL - LABELS - VALUES) / most
    color = OURS if name == "tollgate" else OTHERS
    low, high, middle = LABELS + measured.low * scale, LABELS + measured.high * scale, top + BAR / 2
    shown = f"{'~' if measured.noisy else ''}{measured.median:,.{figure.digits}f}"
    return [
        _text(LABELS - 8, top + 13, label, INK, anchor="end"),
        f'<rect x="{LABELS}" y="{top}" width="{measured.median * scale:.1f}" height="{BAR}" rx="2" fill="{color}"/>',
        f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke="{INK}" stroke-width="1.5"/>',
        _text(max(high, LABELS + measured.median * scale) + 8, top + 13, shown, INK),
    ]


def _text(x: float, y: float, text: str, color: str, anchor: str = "start", size: int = 13, weight: int = 400) -> str:
    return (f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}" font-size="{size}" '
            f'font-weight="{weight}">{escape(text)}</text>')
