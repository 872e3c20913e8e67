"""HAProxy that checks tokens with its converters, as its documentation shows: signature, expiry and scope.

It has no cache of tokens: each call verifies its signature.
"""

import re

from ..tokens import SCOPE
from .haproxy import HAProxy

CHECKS = """\
    http-request set-var(txn.bearer) http_auth_bearer
    http-request set-var(txn.exp) var(txn.bearer),jwt_payload_query('$.exp','int')
    http-request set-var(txn.scope) var(txn.bearer),jwt_payload_query('$.scope')
    http-request deny deny_status 401 unless {{ var(txn.bearer),jwt_verify("{algorithm}","{key}") -m int 1 }}
    http-request set-var(txn.now) date()
    http-request deny deny_status 401 if {{ var(txn.exp),sub(txn.now) -m int lt 0 }}
    http-request deny deny_status 403 unless {{ var(txn.scope) -m reg (^|\\ ){scope}(\\ |$) }}
"""


class HAProxyWithTokens(HAProxy):
    name = "haproxy-jwt"
    label = "HAProxy with jwt_verify"
    checks_tokens = True

    def checks(self) -> str:
        return CHECKS.format(algorithm=self.tokens.algorithm, key=self.tokens.public_key_file, scope=re.escape(SCOPE))
