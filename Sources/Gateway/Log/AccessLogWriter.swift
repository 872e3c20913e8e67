internal import EventLoop
internal import Glibc

/// Writes batches of lines in their order; lives on the sink's own thread, which may wait.
///
/// Nothing is given up here: what cannot be written now, for want of room on a disk or of a reader, is tried again, and
/// what must not wait any longer is dropped before it comes this far. So a line that was begun is ended by its own rest.
final class AccessLogWriter: TimerHandler {
    /// How long writing rests after it failed, in milliseconds.
    private static let restMilliseconds: Int64 = 250
    /// How long the thread waits for a pipe's reader at once, in milliseconds: that long a letter may have to wait.
    private static let patience: CInt = 500

    private let loop: EventLoop
    private let ledger: AccessLogLedger
    private var file: AccessLogFile
    private var batches: ContiguousArray<AccessLogBatch> = []
    /// The batch that is written next, and how much of it is out.
    private var next = 0
    private var position = 0
    private var timer: TimerID?
    private var isResting = false
    private var whenWritten: (() -> Void)?

    init(_ file: AccessLogFile, loop: EventLoop, ledger: AccessLogLedger) {
        self.file = file
        self.loop = loop
        self.ledger = ledger
        timer = loop.makeTimer(self)
    }

    /// Adds a batch behind those that wait.
    func append(_ batch: AccessLogBatch) {
        batches.append(batch)
        if !isResting { writeWaiting() }
    }

    /// Opens the file again under its name, for after it was moved away; at a failure the old one stays.
    ///
    /// A line that is out in part, because the disk was full, is taken back and written whole to the new file.
    func reopen() -> SystemError? {
        do throws(SystemError) {
            let successor = try file.opened()
            if next < batches.count, position > 0 {
                let start = lineStart(batches[next].bytes, before: position)
                file.takeBack(position - start)
                position = start
            }
            file.close()
            file = successor
        } catch {
            return error
        }
        writeWaiting()
        return nil
    }

    /// Closes the file when nothing waits any more, and calls `completion`.
    func finish(_ completion: @escaping () -> Void) {
        whenWritten = completion
        writeWaiting()
    }

    func timerFired(_ timer: TimerID) { writeWaiting() }

    private func close() {
        if let timer { loop.removeTimer(timer) }
        timer = nil
        file.close()
    }

    private func writeWaiting() {
        isResting = false
        while next < batches.count {
            guard writeRest(of: batches[next]) else { return rest() }
            ledger.wrote(batches[next])
            ledger.keep(batches[next].bytes)
            batches[next] = AccessLogBatch(bytes: [], lineCount: 0)
            next += 1
            position = 0
        }
        batches.removeAll(keepingCapacity: batches.capacity <= 64)
        next = 0
        guard let whenWritten else { return }
        self.whenWritten = nil
        close()
        whenWritten()
    }

    private func rest() {
        isResting = true
        // Batches that are out are let go of also where there is never an end to those that wait.
        batches.removeFirst(next)
        next = 0
        if let timer { loop.arm(timer, after: Self.restMilliseconds) }
    }

    /// Whether all of a batch is out.
    private func writeRest(of batch: AccessLogBatch) -> Bool {
        while position < batch.bytes.count {
            switch file.write(batch.bytes.span.extracting(position..<batch.bytes.count)) {
            case .success(let count): position += count
            case .failure(let error) where error.code == EAGAIN:
                guard file.waitForRoom(Self.patience) else { return false }
            case .failure(let error):
                ledger.failed(error)
                return false
            }
        }
        return true
    }

    private func lineStart(_ bytes: [UInt8], before position: Int) -> Int {
        var start = position
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        return start
    }
}
