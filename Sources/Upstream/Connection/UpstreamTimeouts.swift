/// How long an upstream is waited for, in milliseconds.
package struct UpstreamTimeouts: Sendable, Hashable {
    /// For a connection.
    package var connect: Int64 = 5_000
    /// For the whole head of the response, counted anew after each interim one, and then for each next byte.
    package var response: Int64 = 60_000
    /// How long an unused connection is kept. Shorter than what services commonly keep it, so that it is rarely they
    /// who close first.
    package var idle: Int64 = 30_000

    package init() {}
}
