/// What one loop counts. Plain integers that belong to its thread: counting a call that is let through is a handful of
/// additions, without a lock, an atomic, or anything that is allocated or kept.
final class LoopCounters {
    private var allowed: UInt64 = 0
    private var failed: UInt64 = 0
    private var refused: UInt64 = 0
    private var unfinished: UInt64 = 0
    private var tokensIssued: UInt64 = 0
    private var tokensRefused: UInt64 = 0
    /// By the first digit of the status; 0 where the client got none.
    private var statuses = InlineArray<6, UInt64>(repeating: 0)
    private var latency = InlineArray<384, UInt64>(repeating: 0)
    /// By reason. There is room for all that there are, so that counting makes none.
    private var refusals = [CallReason: UInt64](minimumCapacity: CallReason.allCases.count)
    private var failures = [CallReason: UInt64](minimumCapacity: CallReason.allCases.count)

    /// Counts a call that was let through.
    ///
    /// - Parameters:
    ///   - reason: what it failed of; `nil` where the upstream's answer was passed on.
    ///   - status: what the client was answered with; 0 where it was not.
    ///   - microseconds: from the head of the request to the end of the response.
    ///   - completed: whether the client got all of it.
    func countAllowed(reason: CallReason?, status: Int, microseconds: Int64, completed: Bool) {
        if let reason {
            failed &+= 1
            failures[reason, default: 0] &+= 1
        } else {
            allowed &+= 1
        }
        count(status)
        // How long somebody waited who did not wait for the end says nothing of the calls.
        if completed { latency[LatencyBuckets.index(of: microseconds)] &+= 1 } else { unfinished &+= 1 }
    }

    /// Counts a call that was refused, or a connection that was ended before it could carry one.
    ///
    /// - Parameter status: what the client was answered with; 0 where it was not.
    func countRefused(reason: CallReason, status: Int) {
        refused &+= 1
        refusals[reason, default: 0] &+= 1
        count(status)
    }

    /// Counts an answer of the token endpoint.
    ///
    /// - Parameter status: what the client was answered with; 0 where it had left, and nobody knows what it would have got.
    func countToken(status: Int) {
        switch status {
        case 0: break
        case 200: tokensIssued &+= 1
        default: tokensRefused &+= 1
        }
    }

    private func count(_ status: Int) {
        let digit = status / 100
        statuses[digit < 0 || digit > 5 ? 0 : digit] &+= 1
    }

    /// The reasons that there were, by their ids.
    private static func byID(_ counts: [CallReason: UInt64]) -> [String: UInt64] {
        Dictionary(counts.map { ($0.key.id, $0.value) }, uniquingKeysWith: &+)
    }

    /// What was counted so far.
    var metrics: GatewayMetrics {
        var metrics = GatewayMetrics()
        metrics.calls = GatewayMetrics.Calls(
            allowed: allowed, refused: refused, failed: failed, unfinished: unfinished,
            refusals: Self.byID(refusals), failures: Self.byID(failures),
            statuses: statuses.indices.map { statuses[$0] }, latency: LatencyHistogram(latency))
        metrics.tokens = GatewayMetrics.Tokens(issued: tokensIssued, refused: tokensRefused)
        return metrics
    }
}
