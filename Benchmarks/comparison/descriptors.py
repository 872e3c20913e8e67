"""How many files and sockets a program may have open, here and in all that is started from here."""

import resource

OF_HAPROXY = 500
"""What HAProxy has open besides its connections, pipes for `splice` among them."""


def raise_limit() -> int:
    """Makes the soft limit the hard one, which all programs inherit that are started later; that limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def limit() -> int:
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def proxied(most: int, limit: int) -> int:
    """Connections of clients, at most so many, each of which may need one more to the backend."""
    return max(64, min(most, (limit - OF_HAPROXY) // 2))


def of_tollgate(most: int, limit: int) -> int:
    """Clients that Tollgate takes at once: 128 descriptors are its own, and it keeps four for each of them, because a call
    needs one to its client and three for the service (`GatewaySettings`). A few are for those who look."""
    return max(1, min(most, (limit - 128) // 4 - 8))
