/// A time as it is shown: RFC 3339, in UTC, to the second.
package enum UTCTime {
    /// `2026-11-23T23:13:16Z`; the number itself where it is outside the years 1970 to 9999.
    package static func text(_ seconds: Int64) -> String {
        guard (0...253_402_300_799).contains(seconds) else { return "\(seconds)" }
        let (year, month, day) = DateText.civil(Int(seconds / 86_400))
        let rest = seconds % 86_400
        let clock = [rest / 3_600, rest / 60 % 60, rest % 60].map { padded($0) }.joined(separator: ":")
        return "\(year)-\(padded(month))-\(padded(day))T\(clock)Z"
    }

    /// The day on which a time lies: `2026-11-23`.
    package static func day(_ day: Int64) -> String { String(text(day * 86_400).prefix { $0 != "T" }) }

    /// The time that is written in exactly the form of ``text(_:)``.
    package static func seconds(_ text: String) -> Int64? {
        let form = Array("0000-00-00T00:00:00Z".utf8)
        let bytes = Array(text.utf8)
        guard bytes.count == form.count else { return nil }
        let numbers = text.split { "-T:Z".contains($0) }.compactMap { Int64($0) }
        guard numbers.count == 6 else { return nil }
        let days = days(year: numbers[0], month: numbers[1], day: numbers[2])
        let seconds = days * 86_400 + numbers[3] * 3_600 + numbers[4] * 60 + numbers[5]
        // Whatever is out of range, such as 30 February, or in another form, is written otherwise.
        return Self.text(seconds) == text ? seconds : nil
    }

    /// Days since 1970 of a Gregorian date; the other way round than ``DateText/civil(_:)``.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func padded(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
