/// What the command line asks of a serving gateway: one line of ASCII.
package enum ControlRequest: Hashable, Sendable {
    /// Wait until every loop decides by this change of the registry, or a later one.
    case sync(Int64)
    /// Wait until every loop verifies by this change of the signing keys, or a later one.
    case keys(Int64)

    /// The most bytes that a line may have, its end included; no request comes near.
    static let longestLine = 64

    /// The line, with its end.
    var line: String {
        switch self {
        case .sync(let sequence): "sync \(sequence)\n"
        case .keys(let sequence): "keys \(sequence)\n"
        }
    }

    /// A request from its line, without the end; `nil` where it is none.
    init?(line: some Sequence<UInt8>) {
        let words = String(decoding: Array(line), as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let sequence = Int64(decimal: words[1]) else { return nil }
        switch words[0] {
        case "sync": self = .sync(sequence)
        case "keys": self = .keys(sequence)
        default: return nil
        }
    }

    /// The change that is waited for.
    package var sequence: Int64 {
        switch self {
        case .sync(let sequence), .keys(let sequence): sequence
        }
    }
}

extension Int64 {
    /// A number from 0 in decimal digits and nothing else: `Int64("+1")` is a number, this is not.
    init?(decimal text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        self.init(text)
    }
}
