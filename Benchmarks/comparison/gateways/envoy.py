"""Envoy that checks tokens (`jwt_authn` with its cache on) and their scope (RBAC on what the token says).

What is not set is as it comes: time-outs and request ids, which the others have too. Its own fields in answers are off,
because they differ in length.
"""

import json

from ..tokens import AUDIENCE, ISSUER, SCOPE
from .gateway import Gateway

TYPE = "type.googleapis.com/envoy.extensions."


def _filter(name: str, type: str, **settings) -> dict:
    return {"name": name, "typed_config": {"@type": TYPE + type, **settings}}


class Envoy(Gateway):
    name = "envoy"
    label = "Envoy with jwt_authn"
    checks_tokens = True

    def configure(self) -> list[str]:
        (self.folder / "envoy.json").write_text(json.dumps(self._document(), indent=2))
        return ["envoy", "-c", "envoy.json", "--concurrency", "1", "--disable-hot-restart", "--log-level", "error"]

    def _document(self) -> dict:
        manager = _filter(
            "envoy.filters.network.http_connection_manager",
            "filters.network.http_connection_manager.v3.HttpConnectionManager",
            stat_prefix="clients", codec_type="HTTP1",
            common_http_protocol_options={"idle_timeout": "3600s"},
            route_config={"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [
                {"match": {"prefix": "/"}, "route": {"cluster": "backend", "timeout": "60s"}}]}]},
            http_filters=[self._authentication(), self._authorisation(), _filter(
                "envoy.filters.http.router", "filters.http.router.v3.Router", suppress_envoy_headers=True)])
        listener = {"address": _address(self.port), "filter_chains": [{"filters": [manager]}], "tcp_backlog_size": 8192}
        return {"static_resources": {"listeners": [listener], "clusters": [self._cluster()]}}

    def _authentication(self) -> dict:
        # A clock_skew_seconds of 0 would mean the default, a minute.
        provider = {
            "issuer": ISSUER, "audiences": [AUDIENCE], "clock_skew_seconds": 1,
            "local_jwks": {"inline_string": self.tokens.key_set},
            "jwt_cache_config": {"jwt_cache_size": 20000},
            "payload_in_metadata": "payload",
            "normalize_payload_in_metadata": {"space_delimited_claims": ["scope"]},
        }
        return _filter("envoy.filters.http.jwt_authn", "filters.http.jwt_authn.v3.JwtAuthentication",
                       providers={"tollgate": provider},
                       rules=[{"match": {"prefix": "/"}, "requires": {"provider_name": "tollgate"}}])

    def _authorisation(self) -> dict:
        scope = {"filter": "envoy.filters.http.jwt_authn", "path": [{"key": "payload"}, {"key": "scope"}],
                 "value": {"list_match": {"one_of": {"string_match": {"exact": SCOPE}}}}}
        policy = {"permissions": [{"any": True}], "principals": [{"metadata": scope}]}
        return _filter("envoy.filters.http.rbac", "filters.http.rbac.v3.RBAC",
                       rules={"action": "ALLOW", "policies": {"scope": policy}})

    def _cluster(self) -> dict:
        endpoint = {"endpoint": {"address": _address(self.backend.port)}}
        return {"name": "backend", "type": "STATIC", "connect_timeout": "5s",
                "load_assignment": {"cluster_name": "backend", "endpoints": [{"lb_endpoints": [endpoint]}]}}


def _address(port: int) -> dict:
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}
