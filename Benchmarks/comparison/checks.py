"""That the answers are right. A figure whose answers were not is no figure."""

from .calls import Answer, bearer, call
from .gateways.backend import SMALL
from .gateways.gateway import Gateway
from .loads.result import Result

PATH = "/transactions/pay_001"


class CheckFailed(Exception):
    """An answer was not what it must be; the message says whose and which."""


def require(condition: bool, gateway: str, what: str) -> None:
    if not condition:
        raise CheckFailed(f"{gateway}: {what}")


def answer(gateway: Gateway, path: str = PATH, expected: bytes = SMALL, method: str = "GET",
           body: bytes = b"") -> Answer:
    """The whole answer to one good call, compared byte for byte."""
    given = call(gateway.port, path, bearer(gateway.tokens.one), method, body)
    require(given.status == 200, gateway.label, f"{method} {path} was answered {given.status}")
    require(given.body == expected, gateway.label, f"{method} {path} was answered {given.body[:100]!r}")
    return given


def stored(gateway: Gateway, body: bytes) -> None:
    """What is sent arrives at the backend byte for byte."""
    given = call(gateway.port, "/stored/content", bearer(gateway.tokens.one), "PUT", body)
    require(given.status in (201, 204), gateway.label, f"a PUT was answered {given.status}")
    arrived = (gateway.backend.folder / "stored/content").read_bytes()
    require(arrived == body, gateway.label, f"of {len(body)} bytes {len(arrived)} arrived, or others")


def refusals(gateway: Gateway) -> None:
    """What must not pass does not, and reaches no backend; what differs from it by its fault alone passes."""
    tokens = gateway.tokens
    cases = {"no token": (None, 401), "a forged signature": (tokens.forged, 401),
             "an expired token": (tokens.expired, 401), "a token without the scope": (tokens.without_scope, 403)}
    tokens.wait_for_expiry()
    for what, (token, status) in cases.items():
        before = gateway.backend.served()
        given = call(gateway.port, PATH, bearer(token)).status
        require(given == status, gateway.label, f"{what} was answered {given} instead of {status}")
        require(gateway.backend.served() == before, gateway.label, f"{what} reached the backend")
        answer(gateway)


def load(gateway: Gateway, result: Result, size: int, under_way: int, forwarded: int) -> None:
    """Every answer of a run: none refused or broken, all of the known size, all from the backend.

    So many calls may be under way when the load generator ends, which it does not count: their bytes and they
    themselves, and no others, may be too many.
    """
    label = gateway.label
    require(result.requests > 0, label, "no call was answered")
    require(result.refused == 0, label, f"{result.refused} calls were refused")
    require(result.broken == 0, label, f"{result.broken} connections failed")
    require(result.timeouts == 0, label, f"{result.timeouts} calls were not answered in time")
    over = result.bytes - result.requests * size
    require(0 <= over <= under_way * size, label,
            f"{result.requests} answers of {size} bytes came with {over} bytes too many")
    require(0 <= forwarded - result.requests <= under_way, label,
            f"the backend got {forwarded} calls, and {result.requests} were answered")


def recorded(gateway: Gateway, result: Result, under_way: int, records: int | None) -> None:
    """Every call has its line in the access log, where there is one; the last line is that of the check itself."""
    if records is not None:
        require(0 <= records - 1 - result.requests <= under_way, gateway.label,
                f"{result.requests} calls were answered, and {records - 1} are in the access log")
