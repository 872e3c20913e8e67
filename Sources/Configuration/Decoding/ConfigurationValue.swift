import JSONWebToken

/// One value of the document, with its place, and the list that its problems go to.
///
/// Each reading reports what it cannot use and returns `nil`, so that the caller goes on with the rest.
struct ConfigurationValue {
    /// Its place in the document.
    let place: ConfigurationPlace
    /// The value and where it begins.
    let node: JSONNode
    /// Where problems go.
    let problems: ProblemList

    /// The place in words, such as `routes[2].upstream`; made when it is asked for, which is for problems only.
    var path: String { place.path }

    /// Reports a problem at this value.
    func report(_ message: String, remedy: String) {
        problems.report(at: node.offset, path: path, message, remedy: remedy)
    }

    /// Reports a problem at this value that another one has a part in; the other's line and column follow the message.
    func report(_ message: String, at other: ConfigurationValue, _ rest: String = "", remedy: String) {
        problems.report(
            at: node.offset, path: path, message, elsewhere: (other.node.offset, rest), remedy: remedy)
    }

    /// A string, of at most 1,024 bytes and without control characters.
    func string(_ example: String) -> String? {
        guard case .string(let text) = node.value else { return mismatch("a string", "write it as \"\(example)\"") }
        guard !text.utf8.isEmpty else {
            report("the string is empty", remedy: "write it as \"\(example)\"")
            return nil
        }
        guard text.utf8.count <= 1_024, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            report(
                "the string holds a control character or more than 1024 bytes", remedy: "write it as \"\(example)\"")
            return nil
        }
        return text
    }

    /// `true` or `false`.
    func boolean() -> Bool? {
        guard case .bool(let value) = node.value else { return mismatch("true or false", "write true or false") }
        return value
    }

    /// A whole number in a range.
    func integer(_ range: ClosedRange<Int>, note: String = "") -> Int? {
        let remedy = "write a whole number from \(range.lowerBound) to \(range.upperBound)\(note)"
        guard case .number(let number) = node.value else { return mismatch("a whole number", remedy) }
        guard let integer = number.integer.flatMap(Int.init(exactly:)) else {
            report("the number is not whole, or too large", remedy: remedy)
            return nil
        }
        guard range.contains(integer) else {
            report("\(integer) is out of range", remedy: remedy)
            return nil
        }
        return integer
    }

    /// Whether it is a list without elements.
    var isEmptyList: Bool {
        if case .array(let nodes) = node.value { nodes.isEmpty } else { false }
    }

    /// The elements of a list.
    func list(_ what: String) -> [ConfigurationValue]? {
        guard case .array(let nodes) = node.value else { return mismatch("a list", "write \(what) between [ and ]") }
        let path = path
        return nodes.enumerated().map {
            ConfigurationValue(place: .element($0.offset, of: path), node: $0.element, problems: problems)
        }
    }

    /// The entries of an object whose names are free, in their order.
    func entries(_ what: String) -> [ConfigurationEntry]? {
        guard case .object(let members) = node.value else {
            return mismatch("an object", "write \(what) between { and }")
        }
        let path = path
        return members.map { member in
            ConfigurationEntry(
                name: member.name, nameOffset: member.nameOffset,
                value: ConfigurationValue(
                    place: .member(member.name, of: path), node: member.node, problems: problems))
        }
    }

    /// An object of known keys; each other key is reported.
    func object(_ what: String, keys: [String]) -> ConfigurationObject? {
        entries(what).map { ConfigurationObject(self, $0, keys: keys) }
    }

    /// Reports another type than the one that must stand here.
    func mismatch<Value>(_ expected: String, _ remedy: String) -> Value? {
        report("\(Self.kind(node.value)) stands where \(expected) is expected", remedy: remedy)
        return nil
    }

    private static func kind(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
