package import EventLoop
internal import Synchronization

/// Where access-log lines go: a thread that does nothing but write them.
///
/// Loops hand over whole batches. What the thread has not yet written is bounded; beyond the bound batches are
/// dropped and counted, so that a disk or a pipe that stalls costs lines and never requests.
package final class AccessLogSink: Sendable {
    /// Bytes that may wait.
    package static let limit = 16 << 20

    private let ledger: AccessLogLedger
    private let desk = Desk()
    private let thread: LoopThread

    /// The writer, as it is reached from other threads: by letters to its own.
    private final class Desk: Sendable {
        private let stored = Mutex<LoopBound<AccessLogWriter>?>(nil)

        func place(_ writer: LoopBound<AccessLogWriter>) { stored.withLock { $0 = writer } }

        /// Only on the sink's thread, and there always present: the thread is made with it.
        var writer: AccessLogWriter? { stored.withLock { $0 }?.value }
    }

    /// Writes to a descriptor that stays its owner's, such as standard output.
    package convenience init(descriptor: CInt) throws(SystemError) {
        try self.init(AccessLogFile(descriptor: descriptor), limit: Self.limit)
    }

    /// Appends to a file. Where there is none it is made, with mode 0640 less the umask.
    package convenience init(path: String) throws(SystemError) {
        try self.init(AccessLogFile(path: path), limit: Self.limit)
    }

    init(_ file: AccessLogFile, limit: Int) throws(SystemError) {
        let ledger = AccessLogLedger(limit: limit)
        self.ledger = ledger
        do throws(SystemError) {
            thread = try LoopThread(name: "access-log") { [desk] loop in
                desk.place(LoopBound(AccessLogWriter(file, loop: loop, ledger: ledger), on: loop))
            }
        } catch {
            file.close()
            throw error
        }
    }

    /// How it stands: what was dropped, and what stands in the way of writing.
    package var condition: AccessLogCondition { ledger.condition }

    /// Memory for a batch.
    func spare() -> [UInt8] { ledger.spare() }

    /// Hands a batch of whole lines over.
    func write(_ batch: AccessLogBatch) {
        guard ledger.admit(batch) else { return }
        thread.mailbox.post { [desk] in desk.writer?.append(batch) }
    }

    /// Opens the file again under its name, for after it was moved away. What was handed over before goes to the old
    /// file, as far as it could be written; no line is lost or cut in two.
    ///
    /// - Parameter completion: called on the sink's thread; with an error the old file stays in use.
    package func reopen(_ completion: @escaping @Sendable (SystemError?) -> Void) {
        thread.mailbox.post { [desk] in completion(desk.writer?.reopen()) }
    }

    /// Writes what still waits and ends the thread. What cannot be written in time is counted as dropped.
    ///
    /// - Parameter patience: in milliseconds.
    package func close(patience: CInt = 2_000) {
        let written = Gate()
        thread.mailbox.post { [desk] in desk.writer?.finish { written.open() } }
        guard written.wait(milliseconds: patience) else {
            // The thread may stand in a system call that never returns: it is left behind, and ends with the process.
            return ledger.giveUp()
        }
        thread.stop()
    }
}
