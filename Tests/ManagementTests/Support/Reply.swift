import HTTPServer
import JSONWebToken
import Synchronization
import Testing

/// An answer, read as a test needs it.
struct Reply {
    let response: WholeResponse
    private let node: JSONNode?

    init(_ response: WholeResponse) {
        self.response = response
        node = try? JSONReader.parse(response.content.span, depth: 64)
    }

    /// An answer whose content, where it is made while it is taken, is taken to its end, or to where it breaks.
    init(of response: WholeResponse) async {
        guard let stream = response.stream, !stream.isEndless else {
            self.init(response)
            return
        }
        let pieces = Mutex<[[UInt8]]>([])
        let writer = WholeWriter { piece in
            pieces.withLock { $0.append(piece) }
            return true
        }
        var whole = response
        do { try await stream.produce(writer) } catch { Issue.record("the content broke off: \(error)") }
        whole.content = Array(pieces.withLock { $0 }.joined())
        self.init(whole)
    }

    var status: Int { response.status }

    /// The stable id of the problem.
    var reason: String? { self["reason"]?.text }

    /// The pointers of the fields at fault.
    var pointers: [String] { (self["errors"]?.elements ?? []).compactMap { $0["pointer"]?.text } }

    /// The reasons of the fields at fault.
    var faults: [String] { (self["errors"]?.elements ?? []).compactMap { $0["reason"]?.text } }

    subscript(_ name: String) -> Part? { node.flatMap { Part(value: $0.value)[name] } }

    /// The elements of a list.
    var items: [Part] { self["items"]?.elements ?? [] }

    func field(_ name: String) -> String? { response.fields.first { $0.name == name }?.value }

    /// A part of the content.
    struct Part {
        let value: JSONValue

        subscript(_ name: String) -> Part? {
            guard case .object(let members) = value else { return nil }
            return members.first { $0.name == name }.map { Part(value: $0.node.value) }
        }

        var text: String? { if case .string(let text) = value { text } else { nil } }
        var integer: Int64? { if case .number(let number) = value { number.integer } else { nil } }
        var boolean: Bool? { if case .bool(let value) = value { value } else { nil } }
        var elements: [Part] {
            if case .array(let nodes) = value { nodes.map { Part(value: $0.value) } } else { [] }
        }
    }
}
