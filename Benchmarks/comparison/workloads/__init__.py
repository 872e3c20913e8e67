"""All workloads, in the order of the tables. A new one is a file beside this, and a line here."""

from .bodies import Bodies
from .console_in_use import ConsoleInUse
from .fixed_rate import FixedRate
from .gibibyte_down import GibibyteDown
from .gibibyte_up import GibibyteUp
from .growth import Growth
from .idle_connections import IdleConnections
from .management import Management
from .refused import Refused
from .reload import Reload
from .small_get import SmallGet
from .start import Start
from .token_issuance import TokenIssuance
from .workload import Workload

WORKLOADS: tuple[type[Workload], ...] = (
    SmallGet,
    FixedRate,
    Bodies,
    GibibyteDown,
    GibibyteUp,
    IdleConnections,
    Refused,
    TokenIssuance,
    Start,
    Growth,
    Reload,
    Management,
    ConsoleInUse,
)
