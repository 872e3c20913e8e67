"""The management API as a script sees it."""

import requests


class API:
    def __init__(self, url):
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False

    def sign_in(self, name, password):
        answer = self.http.post(f"{self.url}/api/v1/session", json={"name": name, "password": password}, timeout=20)
        assert answer.status_code == 201, answer.text
        self.http.headers["X-CSRF-Token"] = answer.json()["csrfToken"]
        return self

    @property
    def cookie(self):
        """The session's cookie, for a browser."""
        return {"name": "tollgate_session", "value": self.http.cookies["tollgate_session"], "url": self.url,
                "httpOnly": True, "sameSite": "Strict"}

    def send(self, method, path, body=None, **options):
        return self.http.request(method, f"{self.url}/api/v1/{path}", json=body, timeout=20, **options)

    def get(self, path, **query):
        answer = self.send("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path, **body):
        answer = self.send("POST", path, body or None)
        assert answer.status_code in (200, 201, 204), answer.text
        return answer.json() if answer.content else None

    def patch(self, path, version, **body):
        answer = self.send("PATCH", path, body, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 200, answer.text
        return answer.json()
