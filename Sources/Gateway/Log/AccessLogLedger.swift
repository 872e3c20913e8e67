package import EventLoop
internal import Synchronization

/// What waits to be written, what was dropped, and what stands in the way: shared by the loops and the writing thread.
final class AccessLogLedger: Sendable {
    private struct State {
        var waitingBytes = 0
        var waitingLines = 0
        var droppedLines = 0
        var fault: SystemError?
    }

    /// How many batches' memory is kept for the next ones, and of what size in bytes: a batch that a busy loop fills.
    private static let spareLimit = 4
    private static let spareSize = 32 << 10..<256 << 10

    private let state = Mutex(State())
    private let spares = Mutex<[[UInt8]]>([])
    /// Bytes that may wait.
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether so many bytes may wait; where not, their lines are counted as dropped.
    func admit(_ batch: AccessLogBatch) -> Bool {
        state.withLock { state in
            guard state.waitingBytes + batch.bytes.count <= limit else {
                state.droppedLines += batch.lineCount
                return false
            }
            state.waitingBytes += batch.bytes.count
            state.waitingLines += batch.lineCount
            return true
        }
    }

    /// A batch is out.
    func wrote(_ batch: AccessLogBatch) {
        state.withLock { state in
            state.waitingBytes -= batch.bytes.count
            state.waitingLines -= batch.lineCount
            state.fault = nil
        }
    }

    /// Memory for a batch: that of one that is out, if there is some. Else the kernel would have to find new pages for
    /// each, and take them from both threads again.
    func spare() -> [UInt8] { spares.withLock { $0.popLast() } ?? [] }

    /// Keeps the memory of a batch that is out; the caller lets go of it.
    func keep(_ bytes: [UInt8]) {
        guard Self.spareSize.contains(bytes.capacity) else { return }
        spares.withLock { spares in
            if spares.count < Self.spareLimit { spares.append(bytes) }
        }
    }

    /// Writing failed, and is tried again.
    func failed(_ error: SystemError) { state.withLock { $0.fault = error } }

    /// What still waits will never be written.
    func giveUp() {
        state.withLock { state in
            state.droppedLines += state.waitingLines
            state.waitingLines = 0
        }
    }

    /// How it stands.
    var condition: AccessLogCondition {
        state.withLock { AccessLogCondition(droppedLines: $0.droppedLines, fault: $0.fault) }
    }
}

/// How it stands with the access log.
package struct AccessLogCondition: Sendable, Hashable {
    /// Lines that were dropped since the start, because more waited than may.
    package let droppedLines: Int
    /// Why nothing can be written at present; `nil` where something can, or nothing has to.
    package let fault: SystemError?
}

/// Whole lines, on their way to be written together.
struct AccessLogBatch: Sendable {
    let bytes: [UInt8]
    let lineCount: Int
}
