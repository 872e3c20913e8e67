import HTTPCodec

@testable import Upstream

/// One request on its way through a pool, and what comes back.
final class PoolRequest: UpstreamDelegate {
    struct Outcome: Sendable {
        /// The statuses of the heads, interim ones too.
        var statuses: [Int] = []
        var content: [UInt8] = []
        /// `ended`, or the reason of the failure.
        var end: String?
        var isReused = false
        var sentCount = 0
        var isWaitingForRoom = false

        var text: String { String(decoding: content, as: UTF8.self) }
    }

    private(set) var outcome = Outcome()
    var connection: UpstreamConnection?
    /// Goes to a new connection: as every caller does when one that was idle fails before anything was sent.
    var sendFreshly: (() -> Void)?
    /// Whether content of the response is taken.
    var hasRoom = true
    private let message: [UInt8]
    private let method: Method

    init(_ message: String, _ method: Method) {
        self.message = Array(message.utf8)
        self.method = method
    }

    func upstreamConnected(_ connection: UpstreamConnection) { begin(on: connection) }

    func begin(on connection: UpstreamConnection) {
        outcome.isReused = connection.isReused
        connection.beginRequest(method: method)
        upstreamHasRoom(connection)
    }

    func upstreamHasRoom(_ connection: UpstreamConnection) {
        outcome.isWaitingForRoom = false
        let message = self.message
        while outcome.sentCount < message.count {
            let span = message.span
            guard let count = connection.send(span.extracting(outcome.sentCount..<message.count)) else { return }
            outcome.sentCount += count
            guard count > 0 else {
                outcome.isWaitingForRoom = true
                return
            }
        }
        connection.requestSent()
    }

    func upstream(_ connection: UpstreamConnection, received head: borrowing ResponseHead, bytes: Span<UInt8>) {
        outcome.statuses.append(head.status)
    }

    func upstream(_ connection: UpstreamConnection, received content: Span<UInt8>) {
        for index in content.indices { outcome.content.append(content[index]) }
    }

    func upstreamPaused(_ connection: UpstreamConnection) -> Bool { hasRoom }

    func upstreamEnded(_ connection: UpstreamConnection) { end("ended") }

    func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) {
        if failure == .reset, connection.isReused, !connection.hasSent, let sendFreshly {
            self.sendFreshly = nil
            return sendFreshly()
        }
        end(failure.rawValue)
    }

    private func end(_ how: String) {
        outcome.end = (outcome.end.map { $0 + ", then " } ?? "") + how
        connection = nil
    }

    func resume() {
        hasRoom = true
        connection?.resumeReading()
    }
}
