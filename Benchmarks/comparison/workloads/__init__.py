"""All workloads, in the order of the tables. A new one is a file beside this, and a line here."""

from .gibibyte_down import GibibyteDown
from .gibibyte_up import GibibyteUp
from .idle_connections import IdleConnections
from .small_get import SmallGet
from .token_issuance import TokenIssuance
from .workload import Workload

WORKLOADS: tuple[type[Workload], ...] = (SmallGet, GibibyteDown, GibibyteUp, IdleConnections, TokenIssuance)
