import HTTPCodec
import Testing

/// Heads are looked at sixteen bytes at a time; what is found must not depend on where in a block it lies.
@Suite struct SpanBlocksTests {
    /// In the first and in later blocks, at their edges, and in what is left behind the last.
    private static let places = Array(0...18) + [31, 32, 33, 40, 47, 48, 49, 60]

    private static let expected: [UInt8: Outcome.End] = [
        0x00: .fault(.nul), 0x0A: .fault(.bareLineFeed), 0x0D: .fault(.bareCarriageReturn),
    ]

    @Test(arguments: places)
    func `each byte is judged alike at each place of a value`(place: Int) {
        for byte in UInt8.min...UInt8.max {
            var head = Latin1.bytes("GET / HTTP/1.1\r\nHost: h\r\nA: ")
            var value = [UInt8](repeating: 0x61, count: 62)
            value[place] = byte
            head += value + Latin1.bytes("\r\n\r\n")
            let expected = Self.expected[byte] ?? (ByteClass.isFieldValue(byte) ? .complete : .fault(.fieldValue))
            let end = MessageDriver.request.outcome(of: head).end
            guard end == expected else {
                Issue.record("byte \(byte) at \(place): \(end)")
                return
            }
        }
    }

    @Test(arguments: places, [0, 6, 14, 15, 16])
    func `each byte is judged alike at each place of a name`(place: Int, behind: Int) {
        for byte in UInt8.min...UInt8.max {
            var name = [UInt8](repeating: 0x61, count: place + 1 + behind)
            name[place] = byte
            let head = Latin1.bytes("GET / HTTP/1.1\r\nHost: h\r\n") + name + Latin1.bytes(":\r\n\r\n")
            let isName = ByteClass.isToken(byte) || byte == ASCII.colon && place > 0
            let isFolded = place == 0 && (byte == ASCII.space || byte == ASCII.tab)
            let expected =
                Self.expected[byte] ?? (isName ? .complete : .fault(isFolded ? .foldedLine : .fieldName))
            let end = MessageDriver.request.outcome(of: head).end
            guard end == expected else {
                Issue.record("byte \(byte) at \(place): \(end)")
                return
            }
        }
    }

    @Test(arguments: places)
    func `each byte is judged alike at each place of a target`(place: Int) {
        for byte in UInt8.min...UInt8.max {
            var target = [UInt8](repeating: 0x61, count: 62)
            target[place] = byte
            let head = Latin1.bytes("GET /") + target + Latin1.bytes(" HTTP/1.1\r\nHost: h\r\n\r\n")
            let end = MessageDriver.request.outcome(of: head).end
            guard (end == .complete) == ByteClass.isTarget(byte) else {
                Issue.record("byte \(byte) at \(place): \(end)")
                return
            }
        }
    }

    @Test(arguments: places)
    func `the path ends at the first question mark`(place: Int) throws {
        let path = "/" + String(repeating: "a", count: place)
        let bytes = Latin1.bytes("GET \(path)?b?c HTTP/1.1\r\nHost: h\r\n\r\n")
        var head = RequestHead()
        try head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())
        let (pathRange, queryRange) = (head.path, head.query)
        #expect(Latin1.text(pathRange.of(bytes.span)) == path)
        #expect(try Latin1.text(#require(queryRange).of(bytes.span)) == "b?c")
    }

    @Test(arguments: 0..<17, 0..<17)
    func `the first of two bytes that do not belong is the one that counts`(first: Int, distance: Int) {
        let second = first + distance + 1
        var head = Latin1.bytes("GET / HTTP/1.1\r\nHost: h\r\nA: " + String(repeating: "a", count: 40) + "\r\n\r\n")
        let start = head.count - 44
        // A tab belongs, and the byte behind it may be marked falsely.
        head[start + first] = 0x09
        #expect(MessageDriver.request.outcome(of: head).end == .complete)
        head[start + second] = 0x00
        #expect(MessageDriver.request.outcome(of: head).end == .fault(.nul))
        head[start + second] = 0x0A
        #expect(MessageDriver.request.outcome(of: head).end == .fault(.bareLineFeed))
        head[start + second] = 0x7F
        #expect(MessageDriver.request.outcome(of: head).end == .fault(.fieldValue))
    }

    @Test(arguments: ["A: b", "A:b", "A:\tb", "A:  b", "A: b ", "A: b\t", "A:", "A: ", "A: b c\td"])
    func `a field line is passed on with one space and nothing behind the value`(line: String) throws {
        let bytes = Latin1.bytes("GET / HTTP/1.1\r\nHost: h\r\n" + line + "\r\n\r\n")
        var head = RequestHead()
        try head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())
        var buffer = ByteBuffer()
        buffer.appendField(head.fields.lines[1], of: bytes.span)
        let value = line.dropFirst(2).drop { " \t".contains($0) }.reversed().drop { " \t".contains($0) }.reversed()
        #expect(Latin1.text(buffer.bytes) == "A: " + String(value) + "\r\n")
    }

    @Test(arguments: [0, 7, 10, 99, 100, 12_345_678_901, .max, .max - 9, 10_000_000_000_000_000_000] as [UInt64])
    func `a number is written in decimal`(number: UInt64) {
        var buffer = ByteBuffer()
        buffer.append(decimal: number)
        #expect(Latin1.text(buffer.bytes) == String(number))
    }
}
