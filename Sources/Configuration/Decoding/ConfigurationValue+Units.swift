import JSONWebToken

extension ConfigurationValue {
    /// A span of time such as `"30s"`, within a range.
    func duration(_ range: ClosedRange<Duration>) -> Duration? {
        let remedy =
            "write a whole number and one of ms, s, m, h, d, from \"\(DurationText.text(range.lowerBound))\" to "
            + "\"\(DurationText.text(range.upperBound))\""
        guard case .string(let text) = node.value else { return mismatch("a duration", remedy) }
        guard let duration = DurationText.parse(text) else {
            report("\(Quoted.text(text)) is not a duration with a unit", remedy: remedy)
            return nil
        }
        guard range.contains(duration) else {
            report("\(Quoted.text(text)) is out of range", remedy: remedy)
            return nil
        }
        return duration
    }

    /// A duration of whole seconds, within a range of seconds.
    func seconds(_ range: ClosedRange<Int64>) -> Int64? {
        guard let duration = duration(.seconds(range.lowerBound) ... .seconds(range.upperBound)) else { return nil }
        guard duration.components.attoseconds == 0 else {
            report("the duration is not a whole number of seconds", remedy: "write it in s, m, h or d")
            return nil
        }
        return duration.components.seconds
    }

    /// A number of bytes such as `"10MiB"`, within a range.
    func size(_ range: ClosedRange<Int>) -> Int? {
        let remedy =
            "write a whole number and one of B, KiB, MiB, GiB, TiB, from \"\(SizeText.text(range.lowerBound))\" to "
            + "\"\(SizeText.text(range.upperBound))\""
        guard case .string(let text) = node.value else { return mismatch("a size", remedy) }
        guard let size = SizeText.parse(text) else {
            report("\(Quoted.text(text)) is not a size with a unit", remedy: remedy)
            return nil
        }
        guard range.contains(size) else {
            report("\(Quoted.text(text)) is out of range", remedy: remedy)
            return nil
        }
        return size
    }
}
