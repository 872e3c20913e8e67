internal import Foundation
internal import Synchronization

/// A web service that answers by a script on threads of its own, and keeps the bytes that it got: for tests in which many
/// calls are under way. Where a test plays one call, a ``RawListener`` is plainer.
package final class ScriptedUpstream: Sendable {
    /// What is done with a connection; it is closed afterwards.
    package typealias Script = @Sendable (RawConnection, ScriptedUpstream) throws -> Void

    /// Where it listens.
    package var port: UInt16 { listener.port }
    private let listener: RawListener
    private let state = Mutex(State())

    private struct State {
        var requests: [RawMessage] = []
        var isStopped = false
    }

    package init(_ script: @escaping Script = answering("ok")) throws {
        listener = try RawListener()
        Thread.detachNewThread { [weak self, listener] in
            while self?.isStopped == false {
                guard let connection = try? listener.accept(within: 100) else { continue }
                self?.serve(connection, script)
            }
        }
    }

    private func serve(_ connection: RawConnection, _ script: @escaping Script) {
        Thread.detachNewThread { [self] in
            try? script(connection, self)
            connection.close()
        }
    }

    deinit { stop() }

    /// The requests it got, in the order of their arrival.
    package var requests: [RawMessage] { state.withLock { $0.requests } }

    /// Takes no more connections.
    package func stop() { state.withLock { $0.isStopped = true } }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Reads a request, and keeps it.
    package func take(from connection: RawConnection) throws -> RawMessage {
        let request = try connection.readRequest()
        state.withLock { $0.requests.append(request) }
        return request
    }

    /// Answers each request with 200 and a text, for as long as the connection stands.
    package static func answering(_ text: String) -> Script {
        { connection, upstream in
            while true {
                _ = try upstream.take(from: connection)
                try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
            }
        }
    }
}
