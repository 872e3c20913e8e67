import Testing

@testable import Policy

struct PathRulesTests {
    /// A path that is refused, the reason, and the nearest path that is not.
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let refusal: PathRefusal
        let repaired: String
        var testDescription: String { path.debugDescription }

        init(_ path: String, _ refusal: PathRefusal, _ repaired: String) {
            self.path = path
            self.refusal = refusal
            self.repaired = repaired
        }
    }

    static let cases: [Case] = [
        Case("", .form, "/"),
        Case("a/b", .form, "/a/b"),
        Case("*", .form, "/*"),
        Case("http://host/a", .form, "/http:/host/a"),
        Case("/%65xport", .encodedUnreserved, "/export"),
        Case("/%45xport", .encodedUnreserved, "/Export"),
        Case("/a%30", .encodedUnreserved, "/a0"),
        Case("/a%2Db", .encodedUnreserved, "/a-b"),
        Case("/a%5fb", .encodedUnreserved, "/a_b"),
        Case("/a%7Eb", .encodedUnreserved, "/a~b"),
        Case("/%2e%2e/a", .encodedUnreserved, "/..a/a"),
        Case("/%2E", .encodedUnreserved, "/.a"),
        Case("/a%2fb", .encodedDelimiter, "/a/b"),
        Case("/a%2Fb", .encodedDelimiter, "/a%20b"),
        Case("/a%5cb", .encodedDelimiter, "/a%5bb"),
        Case("/a%5Cb", .encodedDelimiter, "/a%5Bb"),
        Case("/a%25b", .encodedDelimiter, "/a%24b"),
        Case("/a%252fb", .encodedDelimiter, "/a%242fb"),
        Case("/a%3bb", .encodedDelimiter, "/a%3ab"),
        Case("/a%3fb", .encodedDelimiter, "/a%3db"),
        Case("/a%23b", .encodedDelimiter, "/a%22b"),
        Case("/a%00", .encodedControl, "/a%20"),
        Case("/a%0d%0aX", .encodedControl, "/a%20%20X"),
        Case("/a%1F", .encodedControl, "/a%21"),
        Case("/a%7f", .encodedControl, "/a%7d"),
        Case("/a%", .badEncoding, "/a"),
        Case("/a%2", .badEncoding, "/a%20"),
        Case("/a%/b", .badEncoding, "/a/b"),
        Case("/a%g0", .badEncoding, "/ag0"),
        Case("/a%0g", .badEncoding, "/a0g"),
        Case("/a%u002f", .badEncoding, "/au002f"),
        Case("/a%c0%af", .badEncoding, "/a%c2%af"),
        Case("/a%c0%ae%c0%ae", .badEncoding, "/a%c3%a9%c3%a9"),
        Case("/a%e0%80%af", .badEncoding, "/a%e0%a0%80"),
        Case("/a%ed%a0%80", .badEncoding, "/a%ed%9f%bf"),
        Case("/a%f0%80%80%af", .badEncoding, "/a%f0%90%80%80"),
        Case("/a%f4%90%80%80", .badEncoding, "/a%f4%8f%bf%bf"),
        Case("/a%f5%80%80%80", .badEncoding, "/a%f3%80%80%80"),
        Case("/a%c3", .badEncoding, "/a%c3%a9"),
        Case("/a%c3/%a9", .badEncoding, "/a%c3%a9/"),
        Case("/a%c3b", .badEncoding, "/a%c3%a9b"),
        Case("/a%c3%41", .badEncoding, "/a%c3%81"),
        Case("/a%80", .badEncoding, "/a%c2%80"),
        Case("/a%e2%82", .badEncoding, "/a%e2%82%ac"),
        Case("/.", .dotSegment, "/a."),
        Case("/..", .dotSegment, "/..a"),
        Case("/...", .dotSegment, "/...a"),
        Case("/a/%20", .dotSegment, "/a/%20b"),
        Case("/a/.%20./b", .dotSegment, "/a/.%20.c/b"),
        Case("/./a", .dotSegment, "/.a/a"),
        Case("/a/../b", .dotSegment, "/a/..c/b"),
        Case("/a/.", .dotSegment, "/a/"),
        Case("/a/..", .dotSegment, "/a/..b"),
        Case("//", .emptySegment, "/"),
        Case("//a", .emptySegment, "/a"),
        Case("/a//b", .emptySegment, "/a/b"),
        Case("/a//", .emptySegment, "/a/"),
        Case("/a;v=1", .parameter, "/a,v=1"),
        Case("/a/;/b", .parameter, "/a/:/b"),
        Case("/..;/a", .parameter, "/..,/a"),
        Case("/a\\b", .backslash, "/a/b"),
        Case("/..\\a", .backslash, "/..a"),
        Case("/a#b", .character, "/ab"),
        Case("/a?b", .character, "/ab"),
        Case("/a b", .character, "/a%20b"),
        Case("/a\tb", .character, "/a%20b"),
        Case("/a\u{0}b", .character, "/ab"),
        Case("/a\u{7F}", .character, "/a"),
        Case("/é", .character, "/%C3%A9"),
        Case("/a\"b", .character, "/a%22b"),
        Case("/<a>", .character, "/%3Ca%3E"),
        Case("/a[0]", .character, "/a%5B0%5D"),
        Case("/{a}", .character, "/%7Ba%7D"),
        Case("/a|b", .character, "/a%7Cb"),
        Case("/a^b", .character, "/a%5Eb"),
        Case("/a`b", .character, "/a%60b"),
    ]

    @Test(arguments: cases) func `a path that two readers could read differently is refused`(_ row: Case) {
        #expect(PathRules.check(row.path.utf8Array.span) == row.refusal)
    }

    @Test(arguments: cases) func `its repaired twin is not`(_ row: Case) {
        #expect(PathRules.check(row.repaired.utf8Array.span) == nil, "\(row.repaired)")
    }

    @Test func `every character that a segment may hold is accepted`() {
        #expect(PathRules.check("/azAZ09-._~!$&'()*+,=:@/x".utf8Array.span) == nil)
    }

    @Test func `each single byte is accepted as it stands or refused by name`() {
        let accepted = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~!$&'()*+,=:@/".utf8)
        for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: ".") {
            let refusal = PathRules.check(([UInt8(ascii: "/"), UInt8(ascii: "a"), byte] as [UInt8]).span)
            #expect((refusal == nil) == accepted.contains(byte), "byte \(byte)")
        }
    }

    @Test func `every refusal has its own id and a message that ends in a full stop`() {
        #expect(Set(PathRefusal.allCases.map(\.rawValue)).count == PathRefusal.allCases.count)
        for refusal in PathRefusal.allCases {
            #expect(refusal.rawValue.hasPrefix("path."))
            #expect(refusal.message.hasSuffix("."))
        }
    }
}
