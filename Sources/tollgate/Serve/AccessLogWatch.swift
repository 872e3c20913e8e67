import Configuration
import Gateway
import Glibc
import Logging
import Synchronization

/// The access log as the process keeps it: opens it, says what goes wrong with it, reopens it and closes it.
///
/// The loops only hand lines over; that some were dropped, or that the disk is full, is noticed here, once a second.
final class AccessLogWatch: Sendable {
    private static let interval = Duration.seconds(1)

    /// What the loops write to; `nil` where nothing is logged.
    let sink: AccessLogSink?
    private let name: String
    private let isFile: Bool
    private let logger: Logger
    private let news = Mutex(AccessLogNews())
    private let watching = Mutex<Task<Void, Never>?>(nil)

    /// - Throws: ``CommandFailure`` where the file cannot be opened.
    init(_ destination: AccessLog.Destination, _ logger: Logger) throws {
        self.logger = logger
        switch destination {
        case .off: (sink, name, isFile) = (nil, "off", false)
        case .standardOutput: (sink, name, isFile) = (try AccessLogSink(descriptor: STDOUT_FILENO), "stdout", false)
        case .file(let path):
            do {
                sink = try AccessLogSink(path: path)
            } catch {
                throw CommandFailure(
                    "accessLog: \(path) cannot be opened for appending (\(error)); the folder must be there, and the "
                        + "gateway's user must be allowed to write in it")
            }
            (name, isFile) = (path, true)
        }
        if sink != nil { beginToLook() }
    }

    private func beginToLook() {
        // Not structured: it ends with ``close()``.
        let task = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                self?.look()
            }
        }
        watching.withLock { $0 = task }
    }

    private func look() {
        guard let condition = sink?.condition else { return }
        for item in news.withLock({ $0.look(at: condition) }) { tell(item) }
    }

    private func tell(_ item: AccessLogNews.Item) {
        switch item {
        case .failing(let error):
            logger.error(
                """
                access log \(name): lines cannot be written (\(error)); up to \(AccessLogSink.limit >> 20) MiB of them \
                wait, then they are dropped; calls go on
                """)
        case .writingAgain: logger.info("access log \(name): lines are written again")
        case .dropped(let count, let sum):
            logger.warning(
                """
                access log \(name): \(count) lines were dropped, \(sum) since the start, because what takes them is \
                too slow or stands still; calls go on
                """)
        }
    }

    /// Opens the file again, for after it was moved away.
    func reopen() {
        guard isFile, let sink else { return logger.info("access log \(name): not a file, so nothing is opened again") }
        sink.reopen { [name, logger] error in
            if let error {
                logger.error(
                    """
                    access log \(name): the file cannot be opened again (\(error)), so lines still go to the one that was \
                    open; mend that and send SIGUSR1 once more
                    """)
            } else {
                logger.info("access log \(name): opened again")
            }
        }
    }

    /// Writes what still waits; blocks for two seconds at most.
    func close() {
        watching.withLock { $0?.cancel() }
        guard let sink else { return }
        sink.close()
        let dropped = sink.condition.droppedLines
        if dropped > 0 { logger.warning("access log \(name): \(dropped) lines were dropped since the start") }
    }
}
