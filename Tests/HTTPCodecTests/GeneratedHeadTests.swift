import HTTPCodec
import Testing

/// Every byte at every position of small valid heads: the parser and the second reader must agree.
@Suite struct GeneratedHeadTests {
    static let heads = [
        "GET /a?b HTTP/1.1\r\nHost: h:8\r\nX: z w\r\n\r\n",
        "POST http://h/ HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n",
        "PUT / HTTP/1.1\r\nA:\r\nHost: [::1]:8\r\nTransfer-Encoding: chunked\r\n\r\n",
        "OPTIONS * HTTP/1.0\r\nHost: a\r\nAuthorization: c\r\n\r\n",
    ]

    /// Both readers' verdicts on a head, where they differ.
    private func disagreement(_ message: [UInt8]) -> String? {
        let expected = RequestGrammar.judge(message)
        let outcome = MessageDriver.request.deliver([message[...]])
        let found: RequestGrammar.Verdict
        if !outcome.head.isEmpty {
            let start = ["methodName", "target", "version"].map { outcome.says($0) ?? "" }
            found = .accepted([start[0], start[1], "HTTP/" + start[2]] + outcome.fields)
        } else {
            found = outcome.fault != nil ? .refused : .incomplete
        }
        return found == expected ? nil : "\(Latin1.text(message).debugDescription): \(found), expected \(expected)"
    }

    @Test(arguments: heads)
    func `a small head is accepted by both`(head: String) {
        #expect(disagreement(Latin1.bytes(head)) == nil)
        guard case .accepted = RequestGrammar.judge(Latin1.bytes(head)) else {
            Issue.record("the head is not valid")
            return
        }
    }

    @Test(arguments: heads)
    func `any byte in any place is judged as the grammar says`(head: String) {
        let bytes = Latin1.bytes(head)
        for position in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var replaced = bytes
                replaced[position] = byte
                var messages = [replaced]
                // Of the visible ones a few that divide are enough.
                if byte <= 0x30 || byte >= 0x7F || byte == ASCII.colon {
                    var inserted = bytes
                    inserted.insert(byte, at: position)
                    messages.append(inserted)
                }
                for message in messages {
                    guard let text = disagreement(message) else { continue }
                    Issue.record("\(text)")
                    return
                }
            }
        }
    }

    @Test(arguments: heads)
    func `a byte left out is judged as the grammar says`(head: String) {
        let bytes = Latin1.bytes(head)
        for position in bytes.indices {
            var shorter = bytes
            shorter.remove(at: position)
            if let text = disagreement(shorter) { Issue.record("\(text)") }
        }
    }

    @Test(arguments: heads)
    func `no control byte and no byte over 127 is accepted outside of a value`(head: String) {
        let bytes = Latin1.bytes(head)
        let values = Self.valuePositions(bytes)
        for position in bytes.indices where !values.contains(position) {
            for byte in [UInt8](0x00...0x08) + [0x0B, 0x0C] + [UInt8](0x0E...0x1F) + [UInt8](0x7F...0xFF) {
                var changed = bytes
                changed[position] = byte
                #expect(MessageDriver.request.deliver([changed[...]]).head.isEmpty, "\(byte) at \(position)")
            }
        }
    }

    /// The positions after a field's colon, and before its line's end.
    private static func valuePositions(_ bytes: [UInt8]) -> Set<Int> {
        var positions: Set<Int> = []
        var isValue = false
        var isFirstLine = true
        for index in bytes.indices {
            if bytes[index] == ASCII.carriageReturn { isValue = false }
            if isValue { positions.insert(index) }
            if bytes[index] == ASCII.lineFeed { isFirstLine = false }
            if bytes[index] == ASCII.colon, !isFirstLine { isValue = true }
        }
        return positions
    }

    @Test func `hosts of random characters are judged as the grammar says`() {
        var random = SeededGenerator(seed: 9)
        let characters = Array("[]:::.0112345abfgz%4-_@/ ".utf8)
        var accepted = 0
        for _ in 0..<20_000 {
            let literal = Bool.random(using: &random)
            var host = (0..<Int.random(in: 1..<12, using: &random)).map { _ in
                characters.randomElement(using: &random) ?? 0
            }
            if literal { host = [0x5B] + host + [0x5D] }
            // White space around a value is not part of it.
            guard host.first != ASCII.space, host.last != ASCII.space else { continue }
            let message = Latin1.bytes("GET / HTTP/1.1\r\nHost: ") + host + Latin1.bytes("\r\n\r\n")
            let isAccepted = MessageDriver.request.deliver([message[...]]).end == .complete
            if isAccepted { accepted += 1 }
            guard isAccepted != RequestGrammar.isHost(host) else { continue }
            Issue.record("\(Latin1.text(host)): \(isAccepted)")
        }
        #expect(accepted > 100)
    }
}
