"""nginx and HAProxy as an operator sets them up who expects large bodies, beside how they are without that.

Measured with 1 GiB: nginx's own 4 or 8 KiB blocks cost it twice the CPU time of 64 KiB ones, larger ones nothing more;
HAProxy halves its time when it moves bodies from socket to socket with splice(2), through pipes of 1 MiB.
"""

from . import haproxy, haproxy_jwt, nginx


class StreamingNginx(nginx.Nginx):
    name = "nginx-streaming"
    label = "nginx, 64 KiB blocks"
    body = "512k"
    more = "            proxy_buffer_size 64k; proxy_buffers 16 64k; proxy_busy_buffers_size 128k;\n"


class SplicingHAProxy(haproxy.HAProxy):
    name = "haproxy-splice"
    label = "HAProxy, splice"
    template = haproxy.CONFIGURATION.replace(
        "    nbthread 1\n", "    nbthread 1\n    maxpipes 100\n    tune.pipesize 1048576\n").replace(
        "    mode http\n", "    mode http\n    option splice-request\n    option splice-response\n")


class SplicingHAProxyWithTokens(SplicingHAProxy, haproxy_jwt.HAProxyWithTokens):
    name = "haproxy-jwt-splice"
    label = "HAProxy with jwt_verify, splice"


STREAMING = {nginx.Nginx: StreamingNginx, haproxy.HAProxy: SplicingHAProxy,
             haproxy_jwt.HAProxyWithTokens: SplicingHAProxyWithTokens}
"""What stands for each where bodies are large."""
