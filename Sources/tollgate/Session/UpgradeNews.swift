import EventLoop
import Glibc
import SQLiteStore
import Synchronization

/// Tells whoever waits how far the upgrade of a database is, once it takes longer than a moment.
///
/// On a terminal one line that is written over; elsewhere, as in a journal, a line now and then. A service manager gives the
/// start more time at each of them: it would otherwise end the process in the middle, and again at the next start.
final class UpgradeNews: Sendable {
    /// How long nothing is said, in milliseconds.
    private static let patience: Int64 = 2_000

    private let path: String
    private let isTerminal: Bool
    private let clock: @Sendable () -> Int64
    private let say: @Sendable (String) -> Void
    private let tell: @Sendable (ServiceManager.State) -> Void
    private let state = Mutex(State())

    private struct State {
        /// When the first of it was heard, in milliseconds.
        var beganAt: Int64?
        /// When something was said last.
        var saidAt: Int64?
    }

    /// - Parameters:
    ///   - path: the database.
    ///   - isTerminal: whether what is said can be written over.
    ///   - clock: milliseconds of a clock that never steps.
    ///   - say: writes to standard error.
    ///   - tell: tells the service manager.
    init(
        path: String, isTerminal: Bool = isatty(STDERR_FILENO) == 1,
        clock: @escaping @Sendable () -> Int64 = { Clocks.monotonicMilliseconds() },
        say: @escaping @Sendable (String) -> Void = { Output.words($0) },
        tell: @escaping @Sendable (ServiceManager.State) -> Void = { ServiceManager.tell($0) }
    ) {
        self.path = path
        self.isTerminal = isTerminal
        self.clock = clock
        self.say = say
        self.tell = tell
    }

    /// Opens a database, and tells how far its upgrade is.
    ///
    /// - Parameter create: whether it may be made where it does not exist.
    static func open(path: String, create: Bool = true) throws -> SQLiteStore {
        let news = UpgradeNews(path: path)
        return try SQLiteStore.open(path: path, create: create, upgrading: { news.note($0) })
    }

    /// Takes in how far it is.
    func note(_ progress: UpgradeProgress) {
        let isDue = state.withLock { state in
            let now = clock()
            let beganAt = state.beganAt ?? now
            state.beganAt = beganAt
            let isLast = progress.done == progress.total && state.saidAt != nil
            let pause: Int64 = isTerminal ? 200 : 10_000
            guard isLast || now - (state.saidAt ?? beganAt - pause + Self.patience) >= pause else { return false }
            state.saidAt = now
            return true
        }
        guard isDue else { return }
        let line = Self.line(progress, path)
        tell(.starting(line))
        let isLast = progress.done == progress.total
        say(isTerminal ? "\r" + line + (isLast ? "\n" : "") : line + "\n")
    }

    private static func line(_ progress: UpgradeProgress, _ path: String) -> String {
        let share = progress.total > 0 ? progress.done * 100 / progress.total : 100
        return "Upgrading \(Plain.text(path)): \(progress.done) of \(progress.total) changes (\(share) %)"
    }
}
