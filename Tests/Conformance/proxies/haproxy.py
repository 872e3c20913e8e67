"""HAProxy, for comparison."""

from .proxy import Proxy


class HAProxy(Proxy):
    """A plain proxy with connections kept to services and shared among clients."""

    name = "haproxy"
    timeouts: dict[str, str] = {}
    TEXT = """\
global
    nbthread 1
defaults
    mode http
    http-reuse always
    timeout connect 5s
{timeouts}
{sections}
"""

    def sections(self) -> str:
        """Its frontends and backends."""
        raise NotImplementedError

    def command(self) -> list[str]:
        timeouts = "\n".join(f"    timeout {name} {value}" for name, value in self.timeouts.items())
        (self.folder / "haproxy.cfg").write_text(self.TEXT.format(timeouts=timeouts, sections=self.sections()))
        return ["haproxy", "-db", "-f", "haproxy.cfg"]
