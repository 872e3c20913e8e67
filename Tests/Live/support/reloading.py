"""Changing the configuration of a gateway that serves."""

import json
import os
import re
import signal

from .waiting import wait_until


def revisions(gateway):
    """The revisions that were put into force since the gateway began to listen, oldest first."""
    found = [re.search(r"revision (\d+) is in force", line) for line in list(gateway.errors)]
    return [int(match[1]) for match in found if match]


def refusals(gateway):
    """How often a configuration was not put into force."""
    return gateway.log.count("was not put into force")


def replace(path, text):
    """Puts a file in another's place in one step."""
    draft = path.with_name(path.name + ".draft")
    draft.write_text(text)
    os.replace(draft, path)


def reload(gateway, document, seconds=10):
    """Puts another document into force, and waits until it is; its revision.

    The watch may have seen the file before the signal came, and then the same revision is put into force twice.
    """
    before = max(revisions(gateway), default=0)
    gateway.document = document
    replace(gateway.folder / "gateway.json", json.dumps(document, indent=2))
    gateway.process.send_signal(signal.SIGHUP)
    return wait_until(
        lambda: max((number for number in revisions(gateway) if number > before), default=None), seconds,
        f"a new revision\n{gateway.log[-2000:]}",
    )


def refuse(gateway, text, seconds=10):
    """Offers a text that cannot be put into force, and waits until that was said; what was said."""
    before, said = refusals(gateway), len(gateway.log)
    replace(gateway.folder / "gateway.json", text)
    gateway.process.send_signal(signal.SIGHUP)
    wait_until(lambda: refusals(gateway) > before, seconds, f"a refusal\n{gateway.log[-2000:]}")
    return gateway.log[said:]
