import Gateway
import Logging
import Upstream

/// What is told of connections that fail: the first at once, and how many more at intervals.
struct ConnectFailureNews {
    /// How long nothing more is told of one cause.
    static let pause = Duration.seconds(10)

    private var waiting: [ConnectFailures.Cause: ConnectFailures.Tally] = [:]
    private var toldAt: [ConnectFailures.Cause: ContinuousClock.Instant] = [:]

    /// Takes in what has failed, and says what is to be told now.
    mutating func look(
        at failures: [ConnectFailures.Cause: ConnectFailures.Tally], now: ContinuousClock.Instant
    ) -> [String] {
        waiting.merge(failures) { .init(count: $0.count + $1.count, words: $1.words) }
        toldAt = toldAt.filter { now < $0.value + Self.pause }
        let due = waiting.filter { toldAt[$0.key] == nil }
        for cause in due.keys {
            waiting[cause] = nil
            toldAt[cause] = now
        }
        return due.map { Self.line($0, $1) }.sorted()
    }

    private static func line(_ cause: ConnectFailures.Cause, _ tally: ConnectFailures.Tally) -> String {
        let times = tally.count == 1 ? "" : ", \(tally.count) times"
        return "upstreams.\(cause.upstream): \(cause.endpoint.name) at \(cause.endpoint.addressText): "
            + "\(cause.failure.rawValue)\(times): \(tally.words)"
    }

    /// How often it is looked whether something has failed.
    private static let interval = Duration.seconds(1)

    /// Tells of failures until it is cancelled.
    static func tell(_ failures: ConnectFailures, _ logger: Logger) async {
        var news = ConnectFailureNews()
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            for line in news.look(at: failures.take(), now: .now) { logger.warning("\(line)") }
        }
    }
}
