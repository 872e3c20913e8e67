import Testing

@testable import JSONWebToken

@Suite struct JSONTextTests {
    @Test(arguments: [
        ("", #""""#), ("orders:read", #""orders:read""#), ("a\"b\\c", #""a\"b\\c""#), ("\r\n\t", #""\r\n\t""#),
        ("\0\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("é😀", "\"é😀\""), ("</script>", "\"</script>\""),
    ])
    func `a string is written as a literal`(string: String, literal: String) {
        #expect(JSONText.literal(string) == literal)
    }

    @Test func `every scalar up to U+00FF survives writing and reading`() throws {
        let all = String(String.UnicodeScalarView((0...0xFF).compactMap(Unicode.Scalar.init(_:))))
        #expect(all.unicodeScalars.count == 256)
        guard case .string(let read) = try parse(JSONText.literal(all)).get().value else {
            Issue.record("not a string")
            return
        }
        #expect(Array(read.utf8) == Array(all.utf8))
    }
}
