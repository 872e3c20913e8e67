import Synchronization

/// Work that takes only the time that nobody else wants, so that no call waits for it.
///
/// A thread of the kernel's idle class gives its core up the moment a loop wakes. A low priority would not do: where the
/// kernel does not interrupt, a loop still waits for the end of the other thread's slice (measured with reloads of 10,000
/// routes, 2,000 calls a second, all on one core, and every thread but the loop's in that class: p99 0.2 ms without, 3.9 at
/// the usual priority, 2.6 with nice 19, 0.3 so).
enum SpareTime {
    /// How long work may wait for spare time, by default.
    private static let patience = Duration.seconds(1)

    /// Does something on a thread of its own in spare time; and where there was too little of it, once more with a tenth
    /// of a core.
    ///
    /// A machine that has no spare time must not keep an operator's change from being put into force. Nothing can raise the
    /// thread again without a privilege, hence the second attempt; the result of the slower one is dropped.
    ///
    /// - Parameters:
    ///   - patience: How long it may take before it is done once more.
    ///   - body: Changes nothing outside of itself, because it may be done twice. It may block.
    static func run<Value: Sendable>(
        within patience: Duration = patience, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let claim = Claim()
        return try await withCheckedThrowingContinuation { continuation in
            let attempt: @Sendable () -> Void = {
                guard claim.isOpen else { return }
                let result = Result<Value, any Error> { try body() }
                if claim.take() { continuation.resume(with: result) }
            }
            let started = DetachedThread.start(.spare, attempt)
            // Not a child: who waits has the value as soon as either attempt has it.
            Task {
                if started { try await Task.sleep(for: patience) }
                guard claim.isOpen else { return }
                if !DetachedThread.start(.tenth, attempt) { attempt() }
            }
        }
    }

    /// Who comes first takes it.
    private final class Claim: Sendable {
        private let isTaken = Mutex(false)

        var isOpen: Bool { isTaken.withLock { !$0 } }

        func take() -> Bool {
            isTaken.withLock { isTaken in
                defer { isTaken = true }
                return !isTaken
            }
        }
    }
}
