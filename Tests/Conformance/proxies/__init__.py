"""What is tried: the gateway, two proxies of others as an operator would set them up, and stand-ins that do what no
proxy may. What a suite needs of each, it adds to these."""

from .haproxy import HAProxy
from .nginx import Nginx
from .proxy import Proxy
from .stand_in import RELAYING, StandIn
from .tollgate import Tollgate

__all__ = ["RELAYING", "HAProxy", "Nginx", "Proxy", "StandIn", "Tollgate"]
