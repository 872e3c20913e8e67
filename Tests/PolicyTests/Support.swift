import JSONWebToken
import Policy
import Registry

/// A generator with a seed, so that a failure can be had again (splitmix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Entries from lines such as `GET /a/{id}` or `GET *.example.com/a`.
func entries(_ lines: [String]) throws -> [RouteEntry] {
    try lines.map { line in
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        let host = parts[1].prefix { $0 != "/" }
        return RouteEntry(
            method: parts[0], host: host.isEmpty ? nil : try HostPattern(String(host)),
            pattern: try PathPattern(String(parts[1].dropFirst(host.count))))
    }
}

extension RouteTable {
    /// The match of a request in text, with the `Allow` value spelt out; routes by their line.
    borrowing func answer(_ method: String, _ path: String, host: String = "gateway.test") -> String {
        switch match(
            method: Array(method.utf8).span, host: Array(host.utf8).span, path: Array(path.utf8).span)
        {
        case .route(let index): "\(index)"
        case .notFound: "not found"
        case .methodNotAllowed(let index): "allow " + allow(index)
        case .refused(let refusal): refusal.rawValue
        case .refusedHost(let refusal): refusal.rawValue
        }
    }
}
