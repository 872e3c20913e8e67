"""Which fields of an upstream's answer a client is to see, and in which order (RFC 9110 §7.6)."""

from strict.response import Reading

ONE_CONNECTION = {
    "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "te", "trailer", "transfer-encoding",
    "upgrade", "http2-settings"
}
"""Fields that are about one connection, whatever `Connection` says."""
OWN = {"content-length", "x-request-id"}
"""Fields that the gateway states itself, in the place of what the upstream says."""
ADDED = {"via", "date"}
"""Fields that the gateway adds to, or adds where there is none: nothing takes them away."""

Fields = list[tuple[str, str]]


def named(fields: Fields) -> set[str]:
    """What `Connection` names."""
    return {
        option.strip(" \t").lower()
        for name, value in fields if name.lower() == "connection" for option in value.split(",")
    }


def passing(fields: Fields) -> Fields:
    """Those lines that go on to the client."""
    dropped = ONE_CONNECTION | OWN | named(fields) - ADDED
    return [(name, value) for name, value in fields if name.lower() not in dropped]


def theirs(shown: Reading, sent: Fields) -> Fields:
    """What a client was shown without the lines that the gateway adds, which have to be as they must."""
    fields = [
        pair for pair in shown.fields if pair[0].lower() not in ("content-length", "transfer-encoding", "connection")
    ]
    ids = [value for name, value in fields if name.lower() == "x-request-id"]
    assert len(ids) == 1 and len(ids[0]) == 32 and set(ids[0]) <= set("0123456789abcdef"), fields
    fields = [pair for pair in fields if pair[0].lower() != "x-request-id"]
    last = max(index for index, (name, _) in enumerate(fields) if name.lower() == "via")
    assert fields.pop(last) == ("Via", "1.1 tollgate")
    if not any(name.lower() == "date" for name, _ in sent):
        dates = [pair for pair in fields if pair[0] == "Date"]
        assert len(dates) == 1, fields
        fields.remove(dates[0])
    return fields
