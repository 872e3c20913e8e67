package import HTTPCodec

/// The time as text in the two forms that responses and log lines need, written anew once a second.
package struct DateText {
    /// As in a `Date` field (RFC 9110 §5.6.7): `Mon, 23 Nov 2026 23:40:00 GMT`.
    package private(set) var fieldValue: [UInt8] = []
    /// As in a log line, without the fraction: `2026-11-23T23:40:00`.
    package private(set) var timestamp: [UInt8] = []
    private var second = Int64.min

    package init() {}

    private static let days: [StaticString] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter nanoseconds: since 1970.
    package mutating func update(_ nanoseconds: Int64) {
        let now = nanoseconds / 1_000_000_000
        guard now != second else { return }
        second = now
        let day = Int(now / 86_400)
        let (year, month, date) = Self.civil(day)
        let time = Int(now % 86_400)
        let clock = "\(Self.two(time / 3_600)):\(Self.two(time / 60 % 60)):\(Self.two(time % 60))"
        timestamp = Array("\(year)-\(Self.two(month))-\(Self.two(date))T\(clock)".utf8)
        fieldValue = Array(
            "\(Self.days[day % 7]), \(Self.two(date)) \(Self.months[month - 1]) \(year) \(clock) GMT".utf8)
    }

    /// Appends the `Date` field of a time.
    ///
    /// - Parameter nanoseconds: since 1970.
    package mutating func appendField(at nanoseconds: Int64, to output: inout ByteBuffer) {
        update(nanoseconds)
        output.appendField("Date", fieldValue)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The proleptic Gregorian date of a day since 1970, counting years from March so that leap days come last.
    package static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
