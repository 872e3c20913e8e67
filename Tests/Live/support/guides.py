"""The fenced blocks of a guide, and what its author says of each.

What is said stands in an HTML comment on a line of its own, right above the block:

    <!-- not run: REASON -->   it needs what a test does not have; counted, and shown in the summary
    <!-- file: NAME -->        it is written into the guide's folder, and not run
    <!-- first: COMMAND -->    a command that is run before it, such as to stop a service
    <!-- repeat -->            its last command is run again until its output is the one that stands there
    <!-- slow -->              it takes more than ten seconds; runs with scripts/test --all
"""

import pathlib
import re
from dataclasses import dataclass, field

NAMES = ["README.md", "docs/integrating.md", "docs/management-api.md", "docs/operating.md", "docs/services.md"]
# Each of these is one that nobody checks.
MOST_NOT_RUN = 8

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
FENCE = re.compile(r"^( *)(`{3,})(.*)$")
SAYING = re.compile(r"^ *<!-- *(not run|file|first|repeat|slow)(?:: *(.*?))? *-->$")


@dataclass
class Block:
    guide: str
    line: int
    kind: str
    text: str
    sayings: dict = field(default_factory=dict)

    @property
    def name(self):
        return f"{self.guide}:{self.line}-{self.kind or 'nothing'}"


@dataclass
class Command:
    """A command line, which may have several lines, and what it prints."""

    line: int
    text: str
    output: str = ""


def not_run():
    """A line for each block that is not run."""
    return [
        f"{block.guide}:{block.line}: not run: {block.sayings['not run']}"
        for name in NAMES for block in blocks(name) if "not run" in block.sayings
    ]


def links(path):
    """The targets of a file's links within the repository: path and anchor, each of which may be empty."""
    found = re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", path.read_text())
    return [(target, anchor) for target, anchor in found if "://" not in target]


def images(path):
    """The targets of the pictures that a file shows."""
    return re.findall(r"!\[[^\]]*\]\(([^)#\s]+)\)", path.read_text())


def anchors(path):
    """The anchors of a file's headings, as they are made where Markdown is shown."""
    headings = re.findall(r"^#+ +(.*)$", path.read_text(), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def blocks(guide):
    """Every fenced block of a Markdown file, in its order."""
    found, sayings = [], {}
    lines = iter(enumerate((REPOSITORY / guide).read_text().split("\n"), 1))
    for number, line in lines:
        if said := SAYING.match(line):
            sayings[said[1]] = said[2]
        elif fence := FENCE.match(line):
            indentation, mark, kind = fence.groups()
            content = []
            for _, inner in lines:
                if inner.strip() == mark:
                    break
                content.append(inner.removeprefix(indentation) + "\n")
            found.append(Block(guide, number, kind.strip(), "".join(content), sayings))
            sayings = {}
        elif line.strip():
            assert not sayings, f"{guide}:{number}: {sayings} stands above no block"
    return found


def transcript(block):
    """The commands of a `console` block: a line that begins with `$ `, then what it prints."""
    commands, rest = [], block.text.split("\n")[:-1]
    number = block.line
    while rest:
        number += 1
        line = rest.pop(0)
        if not line.startswith("$ "):
            assert commands, f"{block.guide}:{number}: a console block begins with a command"
            commands[-1].output += line + "\n"
            continue
        commands.append(Command(number, line[2:]))
        number += _take_the_rest(commands[-1], rest)
    return commands


def script(block):
    """The commands of a `sh` block, which has no output."""
    commands, rest = [], block.text.split("\n")[:-1]
    number = block.line
    while rest:
        number += 1
        line = rest.pop(0)
        if line.strip() and not line.startswith("#"):
            commands.append(Command(number, line))
            number += _take_the_rest(commands[-1], rest)
    return commands


def _take_the_rest(command, rest):
    """Takes the lines on which a command goes on: after a backslash, and to the end of a here-document."""
    taken = 0
    while rest and command.text.endswith("\\"):
        command.text += "\n" + rest.pop(0)
        taken += 1
    if document := re.search(r"<<'?(\w+)'?", command.text):
        while rest:
            command.text += "\n" + rest.pop(0)
            taken += 1
            if command.text.endswith("\n" + document[1]):
                break
    return taken
