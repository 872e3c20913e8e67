import JSONWebToken

/// A JSON text is read as RFC 8259 and the gateway's own rules say, all of it and nothing else, and what is written of it
/// is read as the same.
enum JSONProperty {
    /// As deep as tokens and the configuration may be.
    static let depth = 16

    static func broken(_ input: [UInt8]) -> String? {
        let wanted = JSONRules.read(input, depth: depth)
        guard let node = try? JSONReader.parse(input.span, depth: depth) else {
            return wanted == nil ? nil : "refused, but RFC 8259 accepts it"
        }
        guard let wanted else { return "accepted, but RFC 8259 says otherwise" }
        guard JSONWriting.value(node.value) == wanted else { return "read as another value" }
        if let broken = brokenNumber(node.value) { return broken }
        let written = JSONWriting.written(node.value)
        guard let again = try? JSONReader.parse(written.span, depth: depth) else {
            return "what was written is refused"
        }
        return JSONWriting.value(again.value) == wanted ? nil : "what was written is another value"
    }

    /// A number whose whole neighbours are not its neighbours.
    private static func brokenNumber(_ value: JSONValue) -> String? {
        switch value {
        case .number(let number): isBroken(number) ? "\(number.text) is rounded wrongly" : nil
        case .array(let nodes): nodes.lazy.compactMap { brokenNumber($0.value) }.first
        case .object(let members): members.lazy.compactMap { brokenNumber($0.node.value) }.first
        default: nil
        }
    }

    /// Floating point is good enough to tell a neighbour from another number, with a margin for its own rounding.
    private static func isBroken(_ number: JSONNumber) -> Bool {
        guard let value = Double(number.text) else { return true }
        guard let floor = number.floor, let ceiling = number.ceiling else { return value.magnitude < 9.2e18 }
        let margin = value.magnitude * 1e-12 + 1e-12
        return Double(floor) > value + margin || Double(ceiling) < value - margin || Double(floor) < value - margin - 1
            || Double(ceiling) > value + margin + 1
            || !(0...1).contains(ceiling.subtractingReportingOverflow(floor).partialValue)
            || (number.integer.map { $0 != floor || $0 != ceiling } ?? false)
    }
}
