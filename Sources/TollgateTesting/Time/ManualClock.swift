/// A clock that stands until a test moves it, for whatever takes the time as a parameter.
package struct ManualClock: Sendable {
    /// Nanoseconds since 1970.
    package private(set) var wallNanoseconds: Int64

    /// - Parameter seconds: since 1970.
    package init(seconds: Int64 = 1_800_000_000) { wallNanoseconds = seconds * 1_000_000_000 }

    /// Seconds since 1970.
    package var seconds: Int64 { wallNanoseconds / 1_000_000_000 }

    /// Moves the clock; back, too, as a step does.
    package mutating func advance(milliseconds: Int64) { wallNanoseconds += milliseconds * 1_000_000 }
}
