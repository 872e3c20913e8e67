/// The written form of a number of bytes: a whole number and `B`, `KiB`, `MiB`, `GiB` or `TiB`.
///
/// `MB` and its kin are not accepted, because they mean 1,000 to some and 1,024 to others.
package enum SizeText {
    private static let units: [(name: String, bytes: Int64)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    /// The size, or `nil` where the text is none or does not fit.
    package static func parse(_ text: String) -> Int? {
        guard let (number, unit) = UnitText.split(text), let factor = units.first(where: { $0.name == unit }) else {
            return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor.bytes)
        return overflow ? nil : Int(exactly: product)
    }

    /// The shortest written form.
    package static func text(_ size: Int) -> String {
        for unit in units where size != 0 && Int64(size) % unit.bytes == 0 {
            return "\(Int64(size) / unit.bytes)\(unit.name)"
        }
        return "\(size)B"
    }
}
