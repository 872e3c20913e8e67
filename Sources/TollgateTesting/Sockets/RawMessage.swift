/// A message as it came over a ``RawConnection``.
package struct RawMessage: Hashable, Sendable {
    /// The head as it came, with the empty line.
    package let head: String
    /// The request or status line.
    package let startLine: String
    /// The content, with transfer coding removed.
    package var content: [UInt8] = []
    private let names: [String]
    private let values: [String]

    /// The status of a response; 0 where it is none.
    package var status: Int {
        let parts = startLine.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].utf8.count == 3 else { return 0 }
        return Int(parts[1]) ?? 0
    }

    /// The content as text.
    package var text: String { Self.text(content) }

    /// The values of the fields with this name, in order.
    package func values(of name: String) -> [String] {
        zip(names, values).filter { $0.0.lowercased() == name.lowercased() }.map(\.1)
    }

    /// Takes a head apart.
    ///
    /// - Throws: ``SocketFailure/malformed(_:received:)`` at a line that is not `name: value`, or a stray CR or LF.
    init(head bytes: [UInt8]) throws(SocketFailure) {
        head = Self.text(bytes)
        let lines = Self.lines(bytes.dropLast(4))
        startLine = lines[0]
        var names: [String] = []
        var values: [String] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex, !line[..<colon].contains(" "),
                line[colon...].hasPrefix(": ") || line[colon...] == ":"
            else { throw .malformed("field line", received: line) }
            names.append(String(line[..<colon]))
            values.append(String(line[colon...].dropFirst(2)))
        }
        self.names = names
        self.values = values
        for line in lines where line.utf8.contains(where: { $0 == 13 || $0 == 10 || $0 == 0 }) {
            throw .malformed("control in a line", received: line)
        }
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) -> [String] {
        var lines: [String] = []
        var start = bytes.startIndex
        for index in bytes.indices.dropFirst() where bytes[index] == 10 && bytes[index - 1] == 13 {
            lines.append(text(Array(bytes[start..<index - 1])))
            start = index + 1
        }
        return lines + [text(Array(bytes[start...]))]
    }

    /// Where a head ends, behind its empty line.
    static func endOfHead(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 3..<bytes.count
        where bytes[index] == 10 && bytes[index - 1] == 13 && bytes[index - 2] == 10 && bytes[index - 3] == 13 {
            return index + 1
        }
        return nil
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
