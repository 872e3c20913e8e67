"""An operator at the management address, as the console is one: signed in, on connections that stay."""

from __future__ import annotations

import json

from .calls import Answer, ask, call, connect, request

NAME, PASSWORD = "measurer", "quiet harbour lantern"
JSON = {"Content-Type": "application/json"}


class Operator:
    """A connection of somebody who has signed in; `another` has the same session. One thread at a time may use it."""

    def __init__(self, port: int, fields: dict[str, str]):
        self.port = port
        self.fields = fields
        self.connection = connect(port)

    @classmethod
    def sign_in(cls, port: int) -> Operator:
        body = json.dumps({"name": NAME, "password": PASSWORD}).encode()
        answer = call(port, "/api/v1/session", JSON, "POST", body)
        if answer.status != 201:
            raise ConnectionError(f"signing in was answered {answer.status}: {answer.body[:200]!r}")
        cookie = answer.fields["set-cookie"].partition(";")[0]
        return cls(port, {"Cookie": cookie, "X-CSRF-Token": json.loads(answer.body)["csrfToken"]})

    def another(self) -> Operator:
        return Operator(self.port, self.fields)

    def request(self, path: str, method: str = "GET", content: dict | None = None, **fields: str) -> bytes:
        """A request's bytes; underscores in the names of fields stand for hyphens."""
        more = {name.replace("_", "-"): value for name, value in fields.items()}
        body = b"" if content is None else json.dumps(content).encode()
        return request(self.port, path, self.fields | more | (JSON if body else {}), method, body)

    def ask(self, path: str, method: str = "GET", content: dict | None = None, **fields: str) -> Answer:
        return ask(self.connection, self.request(path, method, content, **fields))

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Operator:
        return self

    def __exit__(self, *_) -> None:
        self.close()
