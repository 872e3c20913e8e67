import Foundation

/// Times as the API writes them.
enum UTCTime {
    /// Such as `2026-01-01T00:00:00Z`.
    static func text(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
