"""Tokens that are fetched as fast as they can be had, beside the signature alone."""

import json
import urllib.parse

from ..calls import Answer, bearer, call
from ..checks import PATH, require
from ..gateways.gateway import Gateway
from ..gateways.tollgate import Tollgate
from ..loads import openssl, wrk
from ..processes import cpu_seconds
from ..tokens import SCOPE
from .workload import Budget, Case, Contender, Figure, Workload

ENDPOINT = "/oauth/token"
FORM = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": SCOPE})
TYPE = "application/x-www-form-urlencoded"


class TokenIssuance(Workload):
    name = "token-issuance"
    title = "Token issuance"
    cases = (Case("ES256", "ES256"), Case("RS256", "RS256"))
    figures = (Figure("cpu", "CPU per token", "µs"), Figure("rate", "tokens", "1/s", 0), Figure("p50", "p50", "µs", 0),
               Figure("p99", "p99", "µs", 0))
    reference = "openssl"
    compared = ("cpu",)
    quick = ("ES256",)
    budgets = (Budget("token issued, ES256: ≤ 2 × the bare OpenSSL signature", "cpu", ("ES256", "tollgate"),
                      ("ES256", "openssl"), 2.0),)

    def contenders(self, bench):
        return [Contender("openssl", "openssl speed, signature alone"), Contender("tollgate", "Tollgate")]

    def open(self, bench):
        self.form = bench.folder / "token-form"
        self.form.write_text(FORM)
        for case in self.cases:
            bench.start(Tollgate, place=case.name, tokens=bench.tokens_of(case.name))

    def measure(self, bench, case, contender):
        if contender.name == "openssl":
            rate = openssl.signatures(case.name, 1, bench.gateway_core)
            return {"cpu": 1e6 / rate, "rate": rate}
        gateway = bench.running[case.name]
        fields = self.fields(gateway)
        request = wrk.Request(ENDPOINT, "POST", content=self.form, fields=tuple(f"{k}: {v}" for k, v in fields.items()))
        size, used = self.check(gateway), cpu_seconds(gateway.processes)
        result = wrk.run(gateway.url, request, bench.settings.seconds, bench.load_core, bench.folder)
        used = cpu_seconds(gateway.processes) - used
        require(result.requests > 0 and result.refused == result.broken == result.timeouts == 0, gateway.label,
                f"of {result.requests} tokens {result.refused} were refused, {result.broken} broken")
        over = result.bytes - result.requests * size
        require(0 <= over <= 64 * size, gateway.label,
                f"{result.requests} tokens of {size} bytes came with {over} bytes too many")
        self.check(gateway)
        return {"cpu": used / result.requests * 1e6, "rate": result.rate, "p50": result.p50, "p99": result.p99}

    @staticmethod
    def fields(gateway: Gateway) -> dict[str, str]:
        return {"Authorization": gateway.tokens.applications[0].basic, "Content-Type": TYPE}

    def check(self, gateway: Gateway) -> int:
        """Two tokens are not the same, and each opens the route; the size of an answer."""
        answers = [self.fetch(gateway) for _ in range(2)]
        tokens = [json.loads(answer.body)["access_token"] for answer in answers]
        require(tokens[0] != tokens[1], gateway.label, "a token was issued twice")
        for token in tokens:
            given = call(gateway.port, PATH, bearer(token)).status
            require(given == 200, gateway.label, f"a call with a new token was answered {given}")
        return answers[0].size

    def fetch(self, gateway: Gateway) -> Answer:
        answer = call(gateway.port, ENDPOINT, self.fields(gateway), "POST", FORM.encode())
        require(answer.status == 200, gateway.label, f"a request for a token was answered {answer.status}")
        return answer
