/// Times as texts, such as `2026-11-30T17:00:00Z` (RFC 3339 §5.6).
package enum UTCText {
    /// - Parameter time: Seconds since 1970; of the years 0 to 9999, others are taken for the nearest of these.
    package static func text(_ time: Int64) -> String {
        let time = min(max(time, -62_167_219_200), 253_402_300_799)
        let second = ((time % 86_400) + 86_400) % 86_400
        let (year, month, date) = day((time - second) / 86_400)
        return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(date, 2) + "T" + pad(second / 3_600, 2) + ":"
            + pad(second / 60 % 60, 2) + ":" + pad(second % 60, 2) + "Z"
    }

    /// The proleptic Gregorian date of a day since 1970. Years are counted from March, so that leap days come last.
    private static func day(_ day: Int64) -> (year: Int64, month: Int64, date: Int64) {
        let day = day + 719_468
        let era = (day >= 0 ? day : day - 146_096) / 146_097
        let inEra = day - era * 146_097
        let yearInEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
        let inYear = inEra - (365 * yearInEra + yearInEra / 4 - yearInEra / 100)
        let fromMarch = (5 * inYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (yearInEra + era * 400 + (month <= 2 ? 1 : 0), month, inYear - (153 * fromMarch + 2) / 5 + 1)
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
