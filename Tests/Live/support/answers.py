"""What every answer of the gateway's own has in common."""

import re


def assert_problem(response, status, reason):
    """The response is a problem document (RFC 9457) with this status and reason, or one of these reasons."""
    reasons = {reason} if isinstance(reason, str) else set(reason)
    assert response.status == status, (response.head, response.body)
    assert response.value("Content-Type") == "application/problem+json"
    assert response.value("Content-Length") == str(len(response.body))
    document = response.json
    assert document["reason"] in reasons, document
    assert document["status"] == status
    assert document["title"]
    assert document["requestId"] == response.value("X-Request-Id")
    assert document["requestId"]


def challenge(response):
    """The parameters of the one `WWW-Authenticate: Bearer`; their values hold only what RFC 6750 §3 allows."""
    scheme, _, rest = response.value("WWW-Authenticate").partition(" ")
    assert scheme == "Bearer"
    parameters = dict(re.findall(r'([a-z_]+)="([\x20-\x21\x23-\x5b\x5d-\x7e]*)"', rest))
    assert ", ".join(f'{name}="{value}"' for name, value in parameters.items()) == rest
    return parameters
