"""What is tried: the gateway, two proxies of others set up as an operator would, and two that do what no proxy may."""

from .haproxy import HAProxy
from .naive import Naive, Relay
from .nginx import Nginx
from .program import Program
from .tollgate import Tollgate

PROGRAMS: dict[str, type[Program]] = {program.name: program for program in (Tollgate, Nginx, HAProxy, Naive, Relay)}

__all__ = ["PROGRAMS", "HAProxy", "Naive", "Nginx", "Program", "Relay", "Tollgate"]
