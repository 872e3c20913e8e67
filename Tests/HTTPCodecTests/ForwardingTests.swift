import HTTPCodec
import Testing

/// Who the client is, from `X-Forwarded-For` and `Forwarded` (RFC 7239), where 10.0.0.0/8 and fd00::/8 are trusted.
@Suite struct ForwardingTests {
    private static let proxy = "10.0.0.1"

    /// What the fields of a request from a trusted proxy say.
    private func read(_ lines: [String]) throws -> Said {
        let bytes = Latin1.bytes("GET / HTTP/1.1\r\nHost: h\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")
        var head = RequestHead()
        try head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())
        let networks = TrustedNetworks(
            try [("10.0.0.0", 8), ("fd00::", 8)].map { .init(try #require(parsed($0)), prefix: $1) })
        let forwarding = try Forwarding(head, bytes.span, from: try #require(parsed(Self.proxy)), trusting: networks)
        return Said(forwarding, head, bytes)
    }

    /// The same as text.
    struct Said {
        let client: String
        let believedFor: String?
        let believedForwarded: String?
        let isSecure: Bool?
        let host: String?

        init(_ forwarding: Forwarding, _ head: borrowing RequestHead, _ bytes: [UInt8]) {
            client = forwarding.client.description
            isSecure = forwarding.isSecure
            host = forwarding.host.map { Latin1.text(bytes[Int($0.start)..<$0.end]) }
            let lines = head.fields.lines
            let rest = { (beginning: Forwarding.Beginning) in
                Latin1.text(bytes[beginning.offset..<lines[beginning.line].value.end])
            }
            believedFor = forwarding.forwardedFor.map(rest)
            believedForwarded = forwarding.forwarded.map(rest)
        }
    }

    // MARK: X-Forwarded-For

    @Test(
        arguments: [
            ([], "10.0.0.1", nil), ([""], "10.0.0.1", nil), ([" , ,"], "10.0.0.1", nil),
            (["203.0.113.7"], "203.0.113.7", "203.0.113.7"),
            (["1.1.1.1, 203.0.113.7"], "203.0.113.7", "203.0.113.7"),
            (["1.1.1.1,203.0.113.7 ,\t10.2.3.4"], "203.0.113.7", "203.0.113.7 ,\t10.2.3.4"),
            (["203.0.113.7, 10.2.3.4, 10.3.3.3"], "203.0.113.7", "203.0.113.7, 10.2.3.4, 10.3.3.3"),
            // All trusted: the first is the client.
            (["10.9.9.9, 10.2.3.4"], "10.9.9.9", "10.9.9.9, 10.2.3.4"),
            (["fd00::1, fd00::2"], "fd00::1", "fd00::1, fd00::2"),
            // Several lines are one list.
            (["1.1.1.1", "203.0.113.7"], "203.0.113.7", "203.0.113.7"),
            (["203.0.113.7", "10.2.3.4"], "203.0.113.7", "203.0.113.7"),
            (["1.1.1.1, 203.0.113.7", ",", "10.2.3.4, 10.3.3.3"], "203.0.113.7", "203.0.113.7"),
            // With a port, and in brackets.
            (["203.0.113.7:4711"], "203.0.113.7", "203.0.113.7:4711"),
            (["[2001:db8::7]"], "2001:db8::7", "[2001:db8::7]"),
            (["[2001:db8::7]:80"], "2001:db8::7", "[2001:db8::7]:80"), (["2001:DB8::7"], "2001:db8::7", "2001:DB8::7"),
            (["::ffff:203.0.113.7"], "203.0.113.7", "::ffff:203.0.113.7"),
            (["203.0.113.7, ::ffff:10.1.1.1"], "203.0.113.7", "203.0.113.7, ::ffff:10.1.1.1"),
            // A malformed element ends the walk: nothing in front of it is believed.
            (["203.0.113.7, unknown"], "10.0.0.1", nil), (["203.0.113.7, _hidden, 10.2.3.4"], "10.2.3.4", "10.2.3.4"),
            (["203.0.113.7, 10.2.3.4x, 10.3.3.3"], "10.3.3.3", "10.3.3.3"),
            (["203.0.113.7, \"10.2.3.4\""], "10.0.0.1", nil),
            (["203.0.113.7, 10.2.3.04"], "10.0.0.1", nil), (["203.0.113.7, [10.2.3.4]"], "10.0.0.1", nil),
            (["203.0.113.7, 10.2.3.4:"], "10.0.0.1", nil), (["203.0.113.7, 10.2.3.4:123456"], "10.0.0.1", nil),
            (["203.0.113.7, fd00::1%eth0"], "10.0.0.1", nil), (["203.0.113.7 10.2.3.4"], "10.0.0.1", nil),
            (["203.0.113.7; 10.2.3.4"], "10.0.0.1", nil), (["203.0.113.7, ["], "10.0.0.1", nil),
            (["203.0.113.7, []"], "10.0.0.1", nil), (["\u{E4}"], "10.0.0.1", nil),
        ] as [([String], String, String?)])
    func `the client is the last address that is not trusted`(_ values: [String], _ client: String, _ believed: String?)
        throws
    {
        let said = try read(values.map { "X-Forwarded-For: " + $0 })
        #expect(said.client == client)
        #expect(said.believedFor == believed)
    }

    // MARK: Forwarded

    @Test(
        arguments: [
            (["for=203.0.113.7"], "203.0.113.7", "for=203.0.113.7"),
            (["For=\"203.0.113.7\""], "203.0.113.7", "For=\"203.0.113.7\""),
            (["for=1.1.1.1, for=203.0.113.7"], "203.0.113.7", "for=203.0.113.7"),
            (
                ["for=1.1.1.1,for=203.0.113.7;proto=https,for=10.2.3.4"], "203.0.113.7",
                "for=203.0.113.7;proto=https,for=10.2.3.4"
            ),
            (["for=\"[2001:db8::7]\""], "2001:db8::7", "for=\"[2001:db8::7]\""),
            (["for=\"[2001:db8::7]:4711\""], "2001:db8::7", "for=\"[2001:db8::7]:4711\""),
            (["for=\"203.0.113.7:4711\";by=_me"], "203.0.113.7", "for=\"203.0.113.7:4711\";by=_me"),
            (["for=\"203.0.113.7:_port\""], "203.0.113.7", "for=\"203.0.113.7:_port\""),
            ([";for=203.0.113.7;;ext=\"a,b;c=\\\"d\";"], "203.0.113.7", ";for=203.0.113.7;;ext=\"a,b;c=\\\"d\";"),
            (["for=203.0.113.7", "for=10.2.3.4"], "203.0.113.7", "for=203.0.113.7"),
            (["by=\"x, for=9.9.9.9\";for=203.0.113.7"], "203.0.113.7", "by=\"x, for=9.9.9.9\";for=203.0.113.7"),
            // A comma between quotation marks parts nothing, and neither does an escaped quotation mark.
            (
                ["for=203.0.113.7, for=10.2.3.4;ext=\"\\\\\\\", for=9.9.9.9\""], "203.0.113.7",
                "for=203.0.113.7, for=10.2.3.4;ext=\"\\\\\\\", for=9.9.9.9\""
            ),
            // What an attacker leaves open in front does not reach what the proxy added behind.
            (["for=9.9.9.9;ext=\", for=203.0.113.7"], "203.0.113.7", "for=203.0.113.7"),
            (["for=9.9.9.9;ext=\", for=\"[2001:db8::7]\""], "2001:db8::7", "for=\"[2001:db8::7]\""),
            (["ext=\"\\, for=203.0.113.7"], "203.0.113.7", "for=203.0.113.7"),
            (["for=9.9.9.9;ext=\", for=10.2.3.4"], "10.2.3.4", "for=10.2.3.4"),
            // Hidden or malformed: nothing in front is believed.
            (["for=203.0.113.7, for=unknown"], "10.0.0.1", nil),
            (["for=203.0.113.7, for=_abc, for=10.2.3.4"], "10.2.3.4", "for=10.2.3.4"),
            (["for=203.0.113.7, proto=http"], "10.0.0.1", nil),
            (["for=203.0.113.7, for=10.2.3.4;for=10.2.3.5"], "10.0.0.1", nil),
            (["for=203.0.113.7:80"], "10.0.0.1", nil), (["for=[2001:db8::7]"], "10.0.0.1", nil),
            (["for=\"2001:db8::7\""], "10.0.0.1", nil),
            (["for=2001:db8::7"], "10.0.0.1", nil), (["for = 203.0.113.7"], "10.0.0.1", nil),
            (["for=203.0.113.7; proto=http"], "10.0.0.1", nil),
            (["for="], "10.0.0.1", nil), (["for=\"\""], "10.0.0.1", nil), (["for"], "10.0.0.1", nil),
            (["=203.0.113.7"], "10.0.0.1", nil),
            (["for=\"203.0.113\\.7\""], "10.0.0.1", nil), (["for=\"203.0.113.7"], "10.0.0.1", nil),
            (["for=203.0.113.7\""], "10.0.0.1", nil),
            (["for=\"203.0.113.7\"x"], "10.0.0.1", nil), (["for=\"203.0.113.7:\""], "10.0.0.1", nil),
            (["for=\"203.0.113.7:123456\""], "10.0.0.1", nil),
            (["for=\"[203.0.113.7]\""], "10.0.0.1", nil), (["for=203.0.113.7;x"], "10.0.0.1", nil),
            (["for=203.0.113.7;x="], "10.0.0.1", nil),
            (["\""], "10.0.0.1", nil), (["\\\""], "10.0.0.1", nil), (["for=_"], "10.0.0.1", nil), ([], "10.0.0.1", nil),
        ] as [([String], String, String?)])
    func `Forwarded is read by the same rule`(_ values: [String], _ client: String, _ believed: String?) throws {
        let said = try read(values.map { "Forwarded: " + $0 })
        #expect(said.client == client)
        #expect(said.believedForwarded == believed)
    }

    // MARK: Both

    @Test func `the two families may agree`() throws {
        let said = try read([
            "X-Forwarded-For: 203.0.113.7, 10.2.3.4", "Forwarded: for=203.0.113.7;proto=https, for=10.2.3.4",
        ])
        #expect(said.client == "203.0.113.7" && said.isSecure == true)
    }

    @Test(arguments: [
        ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=9.9.9.9"],
        ["X-Forwarded-For: 203.0.113.7", "Forwarded: proto=https"],
        ["X-Forwarded-For: unknown", "Forwarded: for=9.9.9.9"], ["X-Forwarded-For: 203.0.113.7", "Forwarded: x"],
        ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7;proto=http", "X-Forwarded-Proto: https"],
        ["Forwarded: for=203.0.113.7;host=a", "X-Forwarded-Host: b"],
    ])
    func `two families that contradict each other are refused`(_ lines: [String]) {
        #expect(throws: MessageFault.forwarding) { try read(lines) }
    }

    // MARK: Scheme and host

    @Test(
        arguments: [
            ([], nil), (["X-Forwarded-Proto: https"], true), (["x-forwarded-proto: HTTP"], false),
            (["X-Forwarded-Proto: ftp"], nil),
            (["X-Forwarded-Proto: https, http"], nil), (["X-Forwarded-Proto: https", "X-Forwarded-Proto: https"], nil),
            (["X-Forwarded-Proto: "], nil), (["Forwarded: for=203.0.113.7;proto=https"], true),
            (["Forwarded: for=9.9.9.9;proto=https, for=203.0.113.7"], nil),
            (["Forwarded: for=203.0.113.7;proto=https, for=10.2.3.4;proto=http"], true),
            (["Forwarded: proto=https"], nil),
        ] as [([String], Bool?)])
    func `the scheme is that of the client's own call`(_ lines: [String], _ isSecure: Bool?) throws {
        #expect(try read(lines).isSecure == isSecure)
    }

    @Test(
        arguments: [
            ([], nil), (["X-Forwarded-Host: a.example:81"], "a.example:81"), (["X-Forwarded-Host: a b"], nil),
            (["X-Forwarded-Host: a, b"], nil), (["X-Forwarded-Host: a", "X-Forwarded-Host: a"], nil),
            (["X-Forwarded-Host: "], nil),
            (["X-Forwarded-Host: a/b"], nil), (["Forwarded: for=203.0.113.7;host=\"a.example:81\""], "a.example:81"),
            (["Forwarded: for=203.0.113.7;host=a.example"], "a.example"),
            (["Forwarded: for=203.0.113.7;host=\"a\\b\""], nil),
            (["Forwarded: for=9.9.9.9;host=a, for=203.0.113.7"], nil),
            (["Forwarded: for=203.0.113.7;host=A", "X-Forwarded-Host: a"], "a"),
        ] as [([String], String?)])
    func `the host is that which the client named`(_ lines: [String], _ host: String?) throws {
        #expect(try read(lines).host == host)
    }

    @Test func `whatever bytes come, nothing traps and the client is the proxy or stands in the fields`() throws {
        var numbers = SeededGenerator(seed: 11)
        let pieces = [
            "for=", "\"", "\\", ",", ";", "10.2.3.4", "203.0.113.7", "[fd00::1]", "=", " ", "_a", ":80", "proto=https",
            "host=a", "unknown", "\u{E4}", "\t", "::",
        ]
        for _ in 0..<20_000 {
            let value = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
                pieces.randomElement(using: &numbers) ?? ""
            }
            let name = Bool.random(using: &numbers) ? "Forwarded: " : "X-Forwarded-For: "
            let client = try read([name + value.joined()]).client
            #expect(["10.0.0.1", "10.2.3.4", "203.0.113.7", "fd00::1", "::"].contains(client) || client.contains("::"))
        }
    }
}
