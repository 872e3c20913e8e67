package import EventLoop
internal import Glibc
internal import Synchronization

/// Where access-log lines go: a thread that does nothing but write them.
///
/// Loops hand over whole batches. What the thread has not yet written is bounded; beyond the bound batches are
/// dropped and counted, so that a disk or a pipe that stalls costs lines and never requests.
package final class AccessLogSink: Sendable {
    /// Bytes that may wait.
    private static let limit = 16 << 20

    private struct State {
        var waiting = 0
        var droppedLines = 0
    }

    private let state = Mutex(State())
    private let thread: LoopThread
    private let descriptor: CInt
    private let ownsDescriptor: Bool

    /// - Parameters:
    ///   - descriptor: where lines are written.
    ///   - ownsDescriptor: whether it is closed at the end.
    package init(descriptor: CInt, ownsDescriptor: Bool) throws(SystemError) {
        self.descriptor = descriptor
        self.ownsDescriptor = ownsDescriptor
        thread = try LoopThread(name: "access-log") { _ in }
    }

    /// Appends to a file, which only its owner can read.
    package convenience init(path: String) throws(SystemError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        try self.init(descriptor: SystemError.check("open", descriptor), ownsDescriptor: true)
    }

    /// Lines that were dropped because the writing stalled.
    package var droppedLines: Int { state.withLock(\.droppedLines) }

    /// Hands a batch of whole lines over.
    func write(_ lines: [UInt8], count: Int) {
        let accepted = state.withLock { state in
            guard state.waiting + lines.count <= Self.limit else {
                state.droppedLines += count
                return false
            }
            state.waiting += lines.count
            return true
        }
        guard accepted else { return }
        thread.mailbox.post { [self] in
            writeAll(lines)
            state.withLock { $0.waiting -= lines.count }
        }
    }

    /// Writes what still waits, and ends the thread.
    package func close() {
        thread.stop()
        if ownsDescriptor { _ = Glibc.close(descriptor) }
    }

    private func writeAll(_ lines: [UInt8]) {
        var position = 0
        while position < lines.count {
            let count = unsafe lines.span.extracting(position..<lines.count).withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if count > 0 {
                position += count
            } else if errno == EAGAIN {
                waitForRoom()
            } else if errno != EINTR {
                return
            }
        }
    }

    /// A pipe that somebody made non-blocking: waits for its reader.
    private func waitForRoom() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, 1_000)
    }
}
