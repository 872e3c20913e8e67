import Testing

@testable import Policy

struct HostPatternTests {
    @Test(arguments: [
        ("api.example.com", "api.example.com", false), ("API.Example.COM", "api.example.com", false),
        ("*.example.com", "*.example.com", true), ("*.Com", "*.com", true), ("localhost", "localhost", false),
        ("127.0.0.1", "127.0.0.1", false), ("a_b.x-y", "a_b.x-y", false), ("xn--zo-oka.test", "xn--zo-oka.test", false),
    ])
    func `a host is kept in lower case`(_ text: String, _ expected: String, _ isWildcard: Bool) throws {
        let pattern = try HostPattern(text)
        #expect(pattern.description == expected)
        #expect(pattern.isWildcard == isWildcard)
    }

    @Test(
        arguments: [
            ("*", .everyHost), ("a.*", .wildcard), ("*a.b", .wildcard), ("*.*.b", .wildcard), ("a:80", .port),
            ("[::1]", .address), ("a.", .trailingDot), ("zoë", .notASCII), ("", .form), ("*.", .form), (".a", .form),
            ("a..b", .form), ("-a.b", .form), ("a-.b", .form), ("a b", .form), ("a%62", .form), ("127.1", .form),
            ("0127.0.0.1", .form), ("256.0.0.1", .form), ("*.127.0.0.1", .form), ("1.2.3.4.5", .form),
            ("http://a", .form),
            (String(repeating: "a", count: 64), .form), (String(repeating: "a.", count: 127) + "a", .form),
        ] as [(String, HostPatternError)])
    func `what no request could have as its host is refused by name`(_ text: String, _ error: HostPatternError) {
        #expect(throws: error) { _ = try HostPattern(text) }
    }

    @Test func `the longest name there can be is taken`() throws {
        let text = String(repeating: "a.", count: 126) + "a"
        #expect(try HostPattern(text).name == text)
    }
}
