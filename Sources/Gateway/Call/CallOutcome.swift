/// What came of a call, for the end of its line.
struct CallOutcome {
    /// The gateway's own paths, as far as they are told apart.
    enum OwnPath {
        case token
        case other
    }

    /// What the call is to; `nil` for a route, or for none.
    var ownPath: OwnPath?
    /// Whether the call was let through.
    var isAllowed = false
    /// Why it was refused or failed.
    var reason: CallReason?
    /// What the reason does not say, for the operator.
    var detail: String?
    /// Where it went, as the operator wrote it.
    var endpoint: [UInt8]?
    /// Microseconds of the monotonic clock.
    var upstreamStartedAt: Int64 = 0
    var upstreamEndedAt: Int64 = 0
}
