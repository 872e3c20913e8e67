package import HTTPCodec

/// Who sends a request over an upstream's connection and takes the response.
///
/// As with exchanges: calls down return, events come up from the loop only.
package protocol UpstreamDelegate: AnyObject {
    /// The connection stands, and nothing has been sent.
    func upstreamConnected(_ connection: UpstreamConnection)

    /// There is room to send again.
    func upstreamHasRoom(_ connection: UpstreamConnection)

    /// A head has arrived, interim or final.
    ///
    /// - Parameter bytes: what the ranges of the head point into; only during the call.
    func upstream(_ connection: UpstreamConnection, received head: borrowing ResponseHead, bytes: Span<UInt8>)

    /// Content of the final response has arrived.
    func upstream(_ connection: UpstreamConnection, received content: Span<UInt8>)

    /// What could be read for now has been handed over: the time to flush.
    ///
    /// - Returns: whether there is room for more; if not, nothing is read until ``UpstreamConnection/resume()``.
    func upstreamPaused(_ connection: UpstreamConnection) -> Bool

    /// The response is complete. The connection is no longer the caller's.
    func upstreamEnded(_ connection: UpstreamConnection)

    /// There is no response, or no more of it. The connection is no longer the caller's.
    func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure)
}
