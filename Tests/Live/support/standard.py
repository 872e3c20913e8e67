"""The gateway that most of these tests talk to."""

from .gateway import Gateway, closed_port, configuration

READ, CREATE, REFUND = "transactions:read", "transactions:create", "transactions:refund"
ACCOUNTS, EXPORT = "accounts:read", "accounts:export"


def route(match, scope=None, upstream="main"):
    requirement = {"public": True} if scope is None else {"scope": scope}
    return {"match": match, "upstream": upstream} | requirement


def routes():
    everything = [route(f"{method} /all", READ) for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")]
    return everything + [
        route("GET /transactions", READ),
        route("GET /transactions/{id}", READ),
        route("POST /transactions", CREATE),
        route("POST /transactions/{id}/refunds", {"all": [READ, REFUND]}),
        route("GET /either", {"any": [EXPORT, CREATE]}),
        route("GET /accounts/{name}", ACCOUNTS),
        route("GET /accounts/export", EXPORT),
        route("GET /files/{rest...}", READ),
        route("GET /health"),
        route("POST /open"),
        route("GET /kept", READ, "keeping"),
        route("POST /impatient", READ, "impatient"),
        route("GET /impatient", READ, "impatient"),
        route("GET /dead", READ, "dead"),
        route("POST /dead", READ, "dead"),
        route("GET /half", READ, "half"),
        route("POST /half", READ, "half"),
        route("GET /pair", READ, "pair"),
        route("POST /pair", READ, "pair"),
    ]


def document(main, second, **others):
    """The configuration with two scripted upstreams, and a place where nobody listens."""
    dead = f"http://127.0.0.1:{closed_port()}"
    upstreams = {
        "main": {"endpoints": [main.url]},
        "keeping": {"endpoints": [main.url], "forwardAuthorization": True},
        "impatient": {"endpoints": [main.url], "timeouts": {"response": "300ms"}},
        "dead": {"endpoints": [dead]},
        "half": {"endpoints": [dead, main.url]},
        "pair": {"endpoints": [main.url, second.url]},
    }
    return configuration(upstreams, routes(), **others)


def start(folder, main, second, **others):
    return Gateway(folder, document(main, second, **others)).start()
