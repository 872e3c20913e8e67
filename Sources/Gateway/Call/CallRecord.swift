internal import HTTPCodec
internal import Upstream

/// What is noted of a call for its access-log line.
struct CallRecord: ~Copyable {
    /// The line so far: everything that is known when the call is decided.
    var line = ByteBuffer()
    /// Whether the call was let through.
    var isAllowed = false
    /// The stable id of why it was refused or failed.
    var reason: String?
    /// What the reason does not say, for the operator.
    var detail: String?
    /// Where it went, as the operator wrote it.
    var endpoint: [UInt8]?
    /// Microseconds of the monotonic clock.
    var upstreamStartedAt: Int64 = 0
    var upstreamEndedAt: Int64 = 0

    mutating func reset() {
        line.removeAll()
        isAllowed = false
        reason = nil
        detail = nil
        endpoint = nil
        upstreamStartedAt = 0
        upstreamEndedAt = 0
    }
}
