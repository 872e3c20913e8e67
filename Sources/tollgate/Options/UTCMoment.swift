import ArgumentParser
import HTTPServer

/// A time in UTC as an argument: `2026-12-24T18:00:00Z`.
struct UTCMoment: ExpressibleByArgument {
    /// Seconds since 1970.
    let seconds: Int64

    init?(argument: String) {
        guard let seconds = UTCTime.seconds(argument) else { return nil }
        self.seconds = seconds
    }
}
