extension OverviewSnapshot {
    /// The snapshot as a document.
    var json: JSONOutput {
        [
            "time": .time(time), "uptimeSeconds": .integer(uptime), "state": isDraining ? "draining" : "serving",
            "calls": calls.json, "reasons": Self.counts(reasons), "statuses": statusCounts, "latency": latency.json,
            "upstreams": .array(upstreams.map(\.json)), "connections": .integer(Int64(connections)),
            "tokens": ["issued": .count(tokensIssued), "refused": .count(tokensRefused)],
            "revision": .integer(revision), "reloadProblems": .strings(reloadProblems), "sequence": .integer(sequence),
            "applications": .integer(Int64(applications)), "memoryBytes": .integer(Int64(memory)),
        ]
    }

    /// Every class has its member, whether or not there were any: `1xx` never does, because it ends no call.
    private var statusCounts: JSONOutput {
        .object((2...5).map { .init("\($0)xx", .count($0 < statuses.count ? statuses[$0] : 0)) })
    }

    /// In the order of their names, so that one snapshot has one text.
    private static func counts(_ counts: [String: UInt64]) -> JSONOutput {
        .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .count($0.value)) })
    }

    /// What ``json`` looks like.
    static let schema = Schema.object([
        .required("time", .time), .required("uptimeSeconds", .count, "Since the process was started."),
        .required("state", .choice(["serving", "draining"]), "`draining` once it has been told to stop."),
        .required("calls", Calls.schema, "The calls to routes since the start."),
        .required("reasons", .map(.count), "The refused and the failed calls by their reason."),
        .required(
            "statuses", .object((2...5).map { .required("\($0)xx", .count) }),
            "The calls by class of the status that the client got."),
        .required("latency", Latency.schema, "Of the calls that ended in the last ten seconds, in milliseconds."),
        .required("upstreams", .list(Upstream.schema)),
        .required("connections", .count, "Client connections that are open."),
        .required(
            "tokens", .object([.required("issued", .count), .required("refused", .count)]),
            "What the token endpoint has answered since the start."),
        .required("revision", .count, "The configuration that is in force."),
        .required("reloadProblems", .list(.string), "Why an edit of it is not in force."),
        .required("sequence", .count, "The last change of an application that is in force."),
        .required("applications", .count, "How many are registered."),
        .required("memoryBytes", .count, "What the process has in memory."),
    ])
}

extension JSONOutput {
    /// A count, which JSON's readers hold in 64 bits with a sign.
    fileprivate static func count(_ count: UInt64) -> JSONOutput { .integer(Int64(clamping: count)) }
}

extension OverviewSnapshot.Calls {
    fileprivate var json: JSONOutput {
        [
            "total": .count(total), "allowed": .count(allowed), "refused": .count(refused), "failed": .count(failed),
            "unfinished": .count(unfinished), "perSecond": .number((perSecond * 10).rounded() / 10),
        ]
    }

    fileprivate static let schema = Schema.object([
        .required("total", .count, "The three that follow, together."),
        .required("allowed", .count, "Let through, and answered by the upstream."),
        .required("refused", .count, "Not let through."),
        .required("failed", .count, "Let through, and not answered by the upstream, or not to the end."),
        .required("unfinished", .count, "Of those let through: their clients left before the end."),
        .required("perSecond", .number, "In the last ten seconds, on average."),
    ])
}

extension OverviewSnapshot.Latency {
    fileprivate var json: JSONOutput {
        [
            "p50": Self.milliseconds(p50), "p90": Self.milliseconds(p90), "p99": Self.milliseconds(p99),
            "max": Self.milliseconds(max),
        ]
    }

    private static func milliseconds(_ microseconds: Int64?) -> JSONOutput {
        microseconds.map { .number(Double($0) / 1_000) } ?? .null
    }

    fileprivate static let schema = Schema.object(
        ["p50", "p90", "p99", "max"].map { .required($0, .nullable(.number)) })
}

extension OverviewSnapshot.Upstream {
    fileprivate var json: JSONOutput {
        ["name": .string(name), "endpoints": .array(endpoints.map(\.json))]
    }

    fileprivate static let schema = Schema.object([
        .required("name", .string), .required("endpoints", .list(OverviewSnapshot.Endpoint.schema)),
    ])
}

extension OverviewSnapshot.Endpoint {
    fileprivate var json: JSONOutput {
        [
            "name": .string(name), "address": .string(address), "state": isFailing ? "failing" : "up",
            "active": .integer(Int64(active)), "idle": .integer(Int64(idle)), "failures": .count(failures),
        ]
    }

    fileprivate static let schema = Schema.object([
        .required("name", .string, "As configured."), .required("address", .string, "Where that leads."),
        .required(
            "state", .choice(["up", "failing"]), "`failing` while the last thing that happened there was a failure."),
        .required("active", .count, "Connections with a call on them."),
        .required("idle", .count, "Connections that wait for a call."),
        .required("failures", .count, "Connections and answers that failed."),
    ])
}
