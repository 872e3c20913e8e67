"""The configurations that are written, without the programs that read them."""

import json
from types import SimpleNamespace

import pytest
from comparison import descriptors
from comparison.gateways import GATEWAYS, streaming
from comparison.gateways.envoy import Envoy
from comparison.gateways.haproxy import HAProxy
from comparison.gateways.haproxy_jwt import HAProxyWithTokens
from comparison.gateways.nginx import Nginx
from comparison.gateways.tollgate import Tollgate

TOKENS = SimpleNamespace(algorithm="RS256", public_key_file="/run/public.pem", key_set='{"keys":[]}')


def configured(kind, tmp_path, file: str) -> str:
    gateway = kind(tmp_path, 0, SimpleNamespace(port=9001), TOKENS)
    gateway.port = 8080
    if kind is Tollgate:
        return json.dumps(gateway.document())
    gateway.configure()
    return (tmp_path / file).read_text()


@pytest.mark.parametrize("kind, setting", [
    (streaming.StreamingNginx, "proxy_buffers 16 64k;"), (streaming.SplicingHAProxy, "option splice-response"),
    (streaming.SplicingHAProxyWithTokens, "option splice-response"),
])
def test_what_is_set_up_for_large_bodies_differs_from_what_is_not(kind, setting, tmp_path):
    file = "nginx.conf" if issubclass(kind, Nginx) else "haproxy.cfg"
    plain = next(plain for plain, other in streaming.STREAMING.items() if other is kind)
    assert setting in configured(kind, tmp_path, file)
    assert setting not in configured(plain, tmp_path, file)


@pytest.mark.parametrize("kind", [HAProxyWithTokens, streaming.SplicingHAProxyWithTokens])
def test_haproxy_verifies_signature_expiry_and_scope_and_plain_haproxy_nothing(kind, tmp_path):
    text = configured(kind, tmp_path, "haproxy.cfg")
    for part in ('jwt_verify("RS256","/run/public.pem") -m int 1', "sub(txn.now) -m int lt 0", "-m reg (^|\\ )transactions:read"):
        assert part in text
    assert "jwt" not in configured(HAProxy, tmp_path, "haproxy.cfg")


def test_envoy_verifies_before_it_judges_the_scope_before_it_forwards(tmp_path):
    listener, = json.loads(configured(Envoy, tmp_path, "envoy.json"))["static_resources"]["listeners"]
    filters = listener["filter_chains"][0]["filters"][0]["typed_config"]["http_filters"]
    assert [one["name"].rpartition(".")[2] for one in filters] == ["jwt_authn", "rbac", "router"]
    provider = filters[0]["typed_config"]["providers"]["tollgate"]
    assert provider["audiences"] and provider["issuer"] and "jwt_cache_config" in provider


def test_tollgate_has_one_loop_a_log_and_a_scope_on_every_route(tmp_path):
    document = json.loads(configured(Tollgate, tmp_path, ""))
    assert document["loops"] == 1 and document["accessLog"] == "access.log"
    assert all(route["scope"] == "transactions:read" for route in document["routes"])


@pytest.mark.parametrize("limit, proxied, most", [(20_000, 8000, 20_000), (4096, 1798, 4096), (1_048_576, 8000, 20_000)])
def test_connections_are_as_many_as_there_are_descriptors_for(limit, proxied, most, tmp_path, monkeypatch):
    monkeypatch.setattr(descriptors, "limit", lambda: limit)
    assert f"maxconn {proxied}\n" in configured(HAProxy, tmp_path, "haproxy.cfg")
    assert f"worker_connections {most};" in configured(Nginx, tmp_path, "nginx.conf")


def test_names_are_different():
    kinds = [*GATEWAYS, *streaming.STREAMING.values()]
    assert len({kind.name for kind in kinds}) == len({kind.label for kind in kinds}) == len(kinds)
    assert [kind.name for kind in GATEWAYS if kind.checks_tokens] == ["haproxy-jwt", "envoy", "tollgate"]
