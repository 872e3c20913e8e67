import ArgumentParser
import Configuration

/// How long a secret shall still work: `7d`, `12h`, as in gateway.json; one second to ten years.
struct SecretLifetime: ExpressibleByArgument {
    private static let range: ClosedRange<Duration> = .seconds(1) ... .seconds(3_652 * 86_400)

    private let seconds: Int64

    init?(argument: String) {
        guard let duration = DurationText.parse(argument), Self.range.contains(duration),
            duration.components.attoseconds == 0
        else { return nil }
        seconds = duration.components.seconds
    }

    /// When that is, in seconds since 1970.
    func end(from now: Int64) -> Int64 { now + seconds }
}
