package import EventLoop
internal import Foundation

/// A thread for work that blocks: the few threads that run `async` code must stay free for what is tested.
package enum OwnThread {
    /// Does blocking work, and waits for it without blocking.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Waits until a gate has been opened.
    package static func wait(for gate: Gate) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                gate.wait()
                continuation.resume()
            }
        }
    }
}
