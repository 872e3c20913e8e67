internal import HTTPServer
internal import JSONWebToken

/// The content of a request, read and checked: every field at fault is told at once.
///
/// A field that is at fault, or is not there, is `nil`, so that a handler goes on to judge the others; at the end it asks
/// ``finish()``, which throws what was found.
package struct Input: Sendable {
    private let members: [JSONMember]
    private var faults: [FieldFault]
    /// Whether it is as the description has it.
    private let keepsSchema: Bool

    /// Nothing was sent, and nothing is expected.
    static let none = Input(members: [], faults: [])

    private init(members: [JSONMember], faults: [FieldFault]) {
        self.members = members
        self.faults = faults
        keepsSchema = faults.isEmpty
    }

    /// - Parameter node: the content; where it is no object that is a fault.
    init(_ node: JSONNode, by schema: Schema) {
        var faults: [FieldFault] = []
        schema.check(node, at: "", into: &faults)
        self.faults = faults
        keepsSchema = faults.isEmpty
        members = if case .object(let members) = node.value { members } else { [] }
    }

    /// Whether the member is there, whatever it holds.
    package func has(_ name: StaticString) -> Bool { node(name) != nil }

    /// A string; `nil` where it is not there, is `null`, or is at fault.
    package func text(_ name: StaticString) -> String? {
        guard case .string(let text)? = node(name), !isFaulty(name) else { return nil }
        return text
    }

    /// A whole number.
    package func integer(_ name: StaticString) -> Int64? {
        guard case .number(let number)? = node(name), !isFaulty(name) else { return nil }
        return number.whole
    }

    /// `true` or `false`.
    package func boolean(_ name: StaticString) -> Bool? {
        guard case .bool(let value)? = node(name) else { return nil }
        return value
    }

    /// A list of strings; `nil` where one of them is at fault.
    package func texts(_ name: StaticString) -> [String]? {
        guard case .array(let nodes)? = node(name), !isFaulty(name) else { return nil }
        return nodes.compactMap { if case .string(let text) = $0.value { text } else { nil } }
    }

    /// The elements of a list of strings that have no fault of their own, whatever is wrong with others, each with its place;
    /// none where the list is longer than it may be.
    func elements(_ name: StaticString) -> [(index: Int, text: String)] {
        guard case .array(let nodes)? = node(name), !has(fault: .listLong, at: "/\(name)") else { return [] }
        let faulty = Set(faults.map(\.pointer))
        return nodes.enumerated().compactMap { index, node in
            guard case .string(let text) = node.value, !faulty.contains("/\(name)/\(index)") else { return nil }
            return (index, text)
        }
    }

    /// Whether anything is wrong.
    var hasFaults: Bool { !faults.isEmpty }

    /// A time in seconds since 1970.
    package func time(_ name: StaticString) -> Int64? { text(name).flatMap(UTCTime.seconds) }

    /// Notes that something more is wrong with a field.
    package mutating func fault(
        _ pointer: String, _ reason: ProblemReason, _ detail: String, _ values: JSONOutput = [:]
    ) {
        fault(FieldFault(pointer, reason, detail, values))
    }

    /// The same, of a fault that is known.
    package mutating func fault(_ fault: FieldFault) { faults.append(fault) }

    /// - Throws: every fault there is, in one problem: 400 where the content is not as the description has it, 422 where it is
    ///   and something more is wrong with it.
    package func finish() throws(Problem) {
        guard faults.isEmpty else { throw keepsSchema ? .unprocessable(faults) : .invalid(faults) }
    }

    private func node(_ name: StaticString) -> JSONValue? { members.first { $0.isNamed(name) }?.node.value }

    private func has(fault reason: ProblemReason, at place: String) -> Bool {
        faults.contains { $0.pointer == place && $0.reason == reason.rawValue }
    }

    private func isFaulty(_ name: StaticString) -> Bool {
        let place = "/\(name)"
        return faults.contains { $0.pointer == place || $0.pointer.hasPrefix(place + "/") }
    }
}
