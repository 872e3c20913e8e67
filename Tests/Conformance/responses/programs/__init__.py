"""What is tried: the gateway, two proxies of others set up as an operator would, and one that believes everything."""

from .haproxy import HAProxy
from .naive import Naive
from .nginx import Nginx
from .program import Program
from .tollgate import Tollgate

PROGRAMS: dict[str, type[Program]] = {program.name: program for program in (Tollgate, Nginx, HAProxy, Naive)}

__all__ = ["PROGRAMS", "HAProxy", "Naive", "Nginx", "Program", "Tollgate"]
