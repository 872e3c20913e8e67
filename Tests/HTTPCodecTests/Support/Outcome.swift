import HTTPCodec
import Testing

/// What came of the bytes of one message, in a form that does not depend on how they were split.
struct Outcome: Equatable, Sendable, CustomTestStringConvertible {
    enum End: Equatable, Sendable {
        /// The message is whole.
        case complete
        /// More bytes are due.
        case needsMore
        /// All that follows is content.
        case untilClose
        case fault(MessageFault)
    }

    /// The head as text: one line for each thing that it says; empty where no head was accepted.
    var head: [String] = []
    /// The field lines, as `name: value`.
    var fields: [String] = []
    var content: [UInt8] = []
    /// How many bytes lie behind the message.
    var rest = 0
    var end = End.needsMore

    var fault: MessageFault? { if case .fault(let fault) = end { fault } else { nil } }

    /// The value of a head's line, such as `target`.
    func says(_ key: String) -> String? {
        head.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }

    var testDescription: String {
        "\(end) head: \(head) fields: \(fields) content: \(Latin1.text(content)) rest: \(rest)"
    }
}
