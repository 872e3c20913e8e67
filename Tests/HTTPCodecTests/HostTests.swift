import HTTPCodec
import Testing

/// Host and the authority of an absolute-form target (RFC 9112 §3.2, RFC 3986 §3.2.2).
@Suite struct HostTests {
    @Test(
        arguments: [
            "h", "example.com", "EXAMPLE.com:80", "a:", "127.0.0.1:65535", "xn--bcher-kva.example", "a_b~c!$&'()*+,;=",
            "%41.example", "[::]", "[::1]", "[::1]:8080", "[1:2:3:4:5:6:7:8]", "[1::8]", "[1:2:3:4:5:6:7::]",
            "[::2:3:4:5:6:7:8]", "[fe80::ABCD:ef01]", "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:255.255.255.255]",
        ])
    func `a host is accepted`(host: String) {
        let outcome = MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        #expect(outcome.end == .complete)
        #expect(outcome.says("host") == host)
    }

    @Test(
        arguments: [
            "", "a b", "a@b", "user:pw@h", "a/b", "a\\b", "a?b", "a#b", "a:b", "a:8o", "a:80:80", "a:-1", ":80", ":",
            "\u{E9}", "a\"b", "<a>", "{a}", "a|b", "a^b", "a`b", "%", "%4", "%zz", "a%4", "a%4g.example",
            "[", "]", "[]", "[::1", "::1", "[[::1]", "[::1]]", "[::1]x", "[::1]:x", "[a,b]", "[a_b]", "[%41]", "x[::1]",
            "[1]", "[:]", "[:::]", "[1::2::3]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7:8::]",
            "[::1:2:3:4:5:6:7:8]", "[12345::]", "[::g]", "[1:]", "[:1]", "[::1.2.3]", "[::1.2.3.256]", "[::1.2.3.04]",
            "[::1.2.3.4:5]", "[::1.2.3.4.5]", "[1.2.3.4]", "[1:2:3:4:5:6:7:1.2.3.4]", "[::1%25eth0]", "[::.1.2.3]",
        ])
    func `what is not a host is refused`(host: String) {
        let outcome = MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        #expect(outcome.end == .fault(.host))
    }

    static let cases: [FaultCase] = [
        FaultCase(
            "no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", .missingHost,
            repaired: "GET / HTTP/1.0\r\nA: b\r\n\r\n"),
        FaultCase(
            "no field at all", "GET / HTTP/1.1\r\n\r\n", .missingHost, repaired: "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        FaultCase(
            "no Host beside an absolute form", "GET http://h/ HTTP/1.1\r\n\r\n", .missingHost,
            repaired: "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        FaultCase(
            "two equal Hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", .host,
            repaired: "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        FaultCase(
            "two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\nhOST: i\r\n\r\n", .host,
            repaired: "GET / HTTP/1.0\r\nhOST: i\r\n\r\n"),
        FaultCase(
            "an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", .host, repaired: "GET / HTTP/1.0\r\nHost:\r\n\r\n"),
        FaultCase(
            "another host in the target", "GET http://i/ HTTP/1.1\r\nHost: h\r\n\r\n", .host,
            repaired: "GET http://H/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        FaultCase(
            "another port in the target", "GET http://h:81/ HTTP/1.1\r\nHost: h:80\r\n\r\n", .host,
            repaired: "GET http://h:80/ HTTP/1.1\r\nHost: h:80\r\n\r\n"),
        FaultCase(
            "user information in the target", "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", .host,
            repaired: "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        FaultCase(
            "user information in both", "GET http://u@h/ HTTP/1.1\r\nHost: u@h\r\n\r\n", .host,
            repaired: "GET http://u.h/ HTTP/1.1\r\nHost: u.h\r\n\r\n"),
        FaultCase(
            "a bad authority in HTTP/1.0", "GET http://u@h/ HTTP/1.0\r\n\r\n", .host,
            repaired: "GET http://h/ HTTP/1.0\r\n\r\n"),
    ]

    @Test(arguments: cases)
    func `missing, repeated or contradicted, Host is refused`(_ fault: FaultCase) { fault.check(.request) }

    @Test func `without Host an HTTP/1.0 request is for the target's authority`() {
        let absolute = MessageDriver.request.outcome(of: "GET http://a:1/ HTTP/1.0\r\n\r\n")
        #expect(absolute.says("host") == "a:1")
        #expect(MessageDriver.request.outcome(of: "GET / HTTP/1.0\r\n\r\n").says("host") == "")
    }

    @Test func `a host is no longer than a name and a port can be`() {
        func end(_ count: Int) -> Outcome.End {
            let name = String(repeating: "a", count: count)
            return MessageDriver.request.deliver([Latin1.bytes("GET / HTTP/1.1\r\nHost: \(name)\r\n\r\n")[...]]).end
        }
        #expect(end(255) == .complete)
        #expect(end(262) == .fault(.host))
    }
}
