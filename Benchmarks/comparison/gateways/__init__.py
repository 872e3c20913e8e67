"""All that is compared, in the order of the tables."""

from .envoy import Envoy
from .haproxy import HAProxy
from .haproxy_jwt import HAProxyWithTokens
from .nginx import Nginx
from .tollgate import Tollgate

GATEWAYS = (Nginx, HAProxy, HAProxyWithTokens, Envoy, Tollgate)
