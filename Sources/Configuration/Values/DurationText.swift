/// The written form of a span of time: a whole number and `ms`, `s`, `m`, `h` or `d`.
package enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// The duration, or `nil` where the text is none or does not fit.
    package static func parse(_ text: String) -> Duration? {
        guard let (number, unit) = UnitText.split(text), let factor = units.first(where: { $0.name == unit }) else {
            return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor.milliseconds)
        return overflow ? nil : .milliseconds(product)
    }

    /// The shortest written form of a duration of whole milliseconds.
    package static func text(_ duration: Duration) -> String {
        let milliseconds =
            duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "0s" }
        for unit in units where milliseconds % unit.milliseconds == 0 {
            return "\(milliseconds / unit.milliseconds)\(unit.name)"
        }
        return "\(milliseconds)ms"
    }
}
