@testable import Management

extension OverviewSnapshot {
    /// A snapshot in which each number is another.
    static func sample(connections: Int = 12) -> OverviewSnapshot {
        OverviewSnapshot(
            time: 1_795_000_000, uptime: 61, isDraining: false,
            calls: .init(total: 10, allowed: 5, refused: 3, failed: 2, unfinished: 1, perSecond: 12.34),
            reasons: ["upstream.reset": 2, "token.expired": 3], statuses: [1, 0, 4, 6, 7, 8],
            latency: .init(p50: 1_500, p90: 20_000, p99: nil, max: 0),
            upstreams: [
                .init(
                    name: "pay\"ments",
                    endpoints: [
                        .init(
                            name: "http://a:9001", address: "10.0.0.1:9001", isFailing: true, active: 13, idle: 14,
                            failures: 15)
                    ])
            ], connections: connections, tokensIssued: 16, tokensRefused: 17, revision: 18, reloadProblems: ["line\n1"],
            sequence: 19, applications: 20, memory: 21)
    }
}
