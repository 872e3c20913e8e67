import HTTPCodec
import Testing

@Suite struct SpanASCIITests {
    @Test func `bytes equal a literal only byte for byte`() {
        let bytes = Latin1.bytes("Ab-1")
        let (same, shorter, longer) = (bytes.span.equals("Ab-1"), bytes.span.equals("Ab-"), bytes.span.equals("Ab-12"))
        let otherCase = bytes.span.equals("ab-1")
        #expect(same && !shorter && !longer && !otherCase)
    }

    @Test func `bytes equal a lower-case literal in any case`() {
        let bytes = Latin1.bytes("Ab-1")
        let (same, shorter) = (bytes.span.equalsIgnoringCase("ab-1"), bytes.span.equalsIgnoringCase("ab-"))
        let other = bytes.span.equalsIgnoringCase("ab-2")
        #expect(same && !shorter && !other)
    }

    @Test(arguments: ["x-client", "x-real-ip", "http2-settings", "proxy-connection", "x-http-method-override"])
    func `a byte that differs is found at each place of a literal`(text: String) {
        for place in 0..<text.utf8.count {
            for byte in UInt8.min...UInt8.max where ByteClass.isToken(byte) {
                var bytes = Array(text.utf8)
                let isSame = bytes[place] == ASCII.lowercase(byte)
                bytes[place] = byte
                guard Self.equals(bytes, text) == isSame else {
                    Issue.record("\(byte) at \(place) of \(text)")
                    return
                }
            }
        }
    }

    private static func equals(_ bytes: [UInt8], _ text: String) -> Bool {
        switch text {
        case "x-client": bytes.span.equalsIgnoringCase("x-client")
        case "x-real-ip": bytes.span.equalsIgnoringCase("x-real-ip")
        case "http2-settings": bytes.span.equalsIgnoringCase("http2-settings")
        case "proxy-connection": bytes.span.equalsIgnoringCase("proxy-connection")
        default: bytes.span.equalsIgnoringCase("x-http-method-override")
        }
    }

    @Test func `between spans only letters are folded`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let (one, two) = ([first], [second])
                let folded = one.span.equalsIgnoringCase(two.span)
                let exact = one.span.equals(two.span)
                let areOneLetter = ByteClassTests.alpha.contains(first) && first ^ second == 0x20
                guard folded == (first == second || areOneLetter), exact == (first == second) else {
                    Issue.record("\(first) and \(second): folded \(folded), exact \(exact)")
                    return
                }
            }
        }
    }

    @Test func `spans of different lengths differ`() {
        let (one, two) = (Latin1.bytes("ab"), Latin1.bytes("abc"))
        let results = [one.span.equals(two.span), one.span.equalsIgnoringCase(two.span)]
        #expect(results == [false, false])
    }
}
