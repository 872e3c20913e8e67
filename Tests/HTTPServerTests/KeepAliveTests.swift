import HTTPCodec
import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct KeepAliveTests {
    @Test func `one connection carries many requests, each with its date`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        for count in 1...50 {
            try client.send("GET /\(count) HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.readResponse()
            #expect(response.status == 200)
            #expect(response.text == "/\(count)")
            #expect(response.values(of: "Connection") == [])
        }
        try server.waitForConnections(1)
    }

    @Test(
        arguments: [
            ("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", ["close"]),
            ("GET /a HTTP/1.0\r\n\r\n", ["close"]),
            ("GET /a HTTP/1.0\r\nConnection: foo\r\n\r\n", ["close"]),
            ("GET /a HTTP/1.1\r\nHost: a\r\n\r\n", []),
            ("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", ["keep-alive"]),
        ])
    func `the connection stays open as version and field say, and the response says it too`(
        message: String, connection: [String]
    ) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(message)
        let response = try client.readResponse()
        #expect(response.text == "/a")
        #expect(response.values(of: "Connection") == connection)
        if connection == ["close"] {
            #expect(try client.readToEnd() == .silentEnd)
        } else {
            try client.send(message)
            #expect(try client.readResponse().text == "/a")
        }
    }

    /// Whole messages, and what they are answered with.
    static let messages: [(message: String, answer: String)] = [
        ("GET /a HTTP/1.1\r\nHost: a\r\n\r\n", "/a"),
        ("\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n", "/b"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nGET / HTTP/", "GET / HTTP/"),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ""),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;a=b\r\nhello\r\n0a\r\n\r\n\r\n\r\n\r\n\r\n\r\n0\r\nX: y\r\n\r\n",
            "hello\r\n\r\n\r\n\r\n\r\n"
        ),
        ("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "/a"),
    ]

    @Test(arguments: messages)
    func `a message is the same one byte at a time`(message: String, answer: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        for byte in message.utf8 {
            try client.send([byte])
            try server.settle()
        }
        #expect(try client.readResponse().text == answer)
        #expect(client.isQuiet(for: 0))
    }

    @Test(arguments: messages)
    func `a message is the same in two pieces, wherever it is cut`(message: String, answer: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        let bytes = Array(message.utf8)
        for cut in 1..<bytes.count {
            try client.send(Array(bytes[..<cut]))
            try server.settle()
            try client.send(Array(bytes[cut...]))
            #expect(try client.readResponse().text == answer, "cut at \(cut)")
        }
    }

    @Test(arguments: [
        "GET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nHost : a\r\n\r\n", "GET  /a HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 010\r\n\r\n",
    ])
    func `after a message that cannot be understood nothing more is read`(message: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(message + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.readResponse()
        #expect(response.status == 400)
        #expect(response.values(of: "Connection") == ["close"])
        #expect(try client.readToEnd() == .silentEnd)
        #expect(try !server.events.contains("begin /next"))
    }

    @Test func `a head over the limit is refused and one under it is not`() throws {
        let server = try ServerUnderTest { limits, _ in limits.head.head = 4_096 }
        let client = try server.connect()
        let head = { (count: Int) in "GET /a HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: count))\r\n\r\n"
        }
        try client.send(head(3_000))
        #expect(try client.readResponse().status == 200)
        try client.send(head(5_000))
        #expect(try client.readResponse().status == 431)
        #expect(try client.readToEnd().text == "")
    }
}
