/// What a path names.
enum Resource: Hashable, Sendable {
    case transactions
    case transaction(String)
    case refunds(of: String)
    case health

    /// `nil` for a path with nothing behind it. Ids need no escapes, so that none are resolved.
    init?(path: String) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        switch (segments.count, segments.first) {
        case (1, "transactions"): self = .transactions
        case (1, "health"): self = .health
        case (2, "transactions") where !segments[1].isEmpty: self = .transaction(segments[1])
        case (3, "transactions") where !segments[1].isEmpty && segments[2] == "refunds":
            self = .refunds(of: segments[1])
        default: return nil
        }
    }

    /// The methods that are served, as `Allow` lists them.
    var methods: [String] {
        switch self {
        case .transactions: ["GET", "HEAD", "POST"]
        case .transaction, .health: ["GET", "HEAD"]
        case .refunds: ["POST"]
        }
    }
}
