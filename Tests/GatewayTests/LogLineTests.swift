import HTTPCodec
import JSONWebToken
import Testing

@testable import Gateway

/// Bytes from the wire in a line of the access log: whatever they are, the line stays one line of JSON.
@Suite struct LogLineTests {
    private func written(_ bytes: [UInt8]) -> [UInt8] {
        var buffer = ByteBuffer()
        buffer.appendJSON(bytes.span)
        return [UInt8](copying: buffer.bytes)
    }

    private func check(_ bytes: [UInt8]) throws {
        let line = written(bytes)
        #expect(line.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        let document = Array("{\"a\":".utf8) + line + Array("}".utf8)
        guard case .object(let members) = try JSONReader.parse(document.span, depth: 4).value, members.count == 1,
            case .string(let text) = members[0].node.value
        else {
            Issue.record("a line that is no object of one text: \(line)")
            return
        }
        #expect(text.unicodeScalars.map(\.value) == bytes.map(UInt32.init))
    }

    @Test func `each byte in each place stays inside its text`() throws {
        for value in UInt8.min ... .max {
            for place in 0..<4 {
                var bytes = Array("ab\"c".utf8)
                bytes[place] = value
                try check(bytes)
            }
            try check([value])
        }
    }

    @Test func `a text may be empty, long, or nothing but what has to be escaped`() throws {
        try check([])
        try check(Array(repeating: 0x22, count: 100_000))
        try check(Array("\",\"decision\":\"allowed\",\"x\":\"\\".utf8))
        try check([0xFF, 0xFE, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xE2, 0x80, 0xA8])
    }
}
