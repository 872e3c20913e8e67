import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct RequestContentTests {
    private static func post(_ path: String, _ fields: String, _ content: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(content)"
    }

    @Test func `who waits for leave to send gets it when the content is wanted`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.post("/echo", "Expect: 100-continue\r\nContent-Length: 5"))
        let interim = try client.readResponse()
        #expect(interim.head == "HTTP/1.1 100 Continue\r\n\r\n")
        try client.send("hello")
        #expect(try client.readResponse().text == "hello")
    }

    @Test func `who waits for leave and is refused gets the refusal alone`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.post("/refused", "Expect: 100-continue\r\nContent-Length: 5"))
        let response = try client.readResponse()
        #expect(response.status == 200)
        #expect(response.values(of: "Connection") == ["close"])
        #expect(try client.readToEnd() == .silentEnd)
    }

    @Test func `who did not wait gets no leave`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.post("/echo", "Expect: 100-continue\r\nContent-Length: 5", "hello"))
        #expect(try client.readResponse().text == "hello")
    }

    @Test func `an expectation that nobody can meet is refused`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.post("/echo", "Expect: tea\r\nContent-Length: 5", "hello"))
        #expect(try client.readResponse().status == 417)
    }

    /// Closing at once would reset the connection, and the reset would take the answer away (RFC 9112 §9.6).
    @Test(arguments: ["Content-Length: 200000", "Transfer-Encoding: chunked"])
    func `an answer given without the content arrives at a client that is still sending`(framing: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.post("/refused", framing))
        try server.wait(for: "ended true")
        for _ in 0..<10 {
            try client.send([UInt8](repeating: 0x78, count: 20_000))
            try server.settle()
        }
        let response = try client.readResponse()
        #expect(response.text == "/refused")
        #expect(response.values(of: "Connection") == ["close"])
        client.endWriting()
        #expect(try client.readToEnd() == .silentEnd)
        try server.waitForConnections(0)
    }

    @Test func `a client that never stops sending after its answer is cut off`() throws {
        let server = try ServerUnderTest { limits, _ in limits.discarded = 64 * 1024 }
        let client = try server.connect()
        try client.send(Self.post("/refused", "Content-Length: 1000000000"))
        try server.wait(for: "ended true")
        _ = client.fill(with: [UInt8](repeating: 0x78, count: 64 * 1024), upTo: 64 << 20, quietFor: 2_000)
        try server.waitForConnections(0)
    }

    @Test(arguments: [(8, 200), (9, 413)])
    func `content over the limit is refused however it is framed`(count: Int, status: Int) throws {
        let server = try ServerUnderTest { limits, _ in limits.content = 8 }
        let content = String(repeating: "x", count: count)
        let chunked = content.map { "1\r\n\($0)\r\n" }.joined() + "0\r\n\r\n"
        for message in [
            Self.post("/echo", "Content-Length: \(count)", content),
            Self.post("/echo", "Transfer-Encoding: chunked", chunked),
        ] {
            let client = try server.connect()
            try client.send(message)
            let response = try client.readResponse()
            #expect(response.status == status)
            #expect(response.values(of: "Connection") == (status == 200 ? [] : ["close"]))
        }
    }

    @Test(arguments: ["g\r\n", "5\r\nhelloX", "-1\r\n", "5 \r\nhello\r\n", "FFFFFFFFFFFFFFFFF\r\n"])
    func `malformed chunks are refused, and nothing behind them is read`(chunks: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        let message = Self.post("/echo", "Transfer-Encoding: chunked", chunks)
        try client.send(message + "\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readResponse().status == 400)
        #expect(try client.readToEnd().text == "")
        #expect(try !server.events.contains("begin /next"))
    }

    @Test(arguments: ["Content-Length: 5\r\n\r\nhell", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"])
    func `content that the client's end cuts short is not taken for the whole`(rest: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + rest)
        client.endWriting()
        #expect(try client.readResponse().status == 400)
        #expect(try server.events.contains("content failed message.incomplete"))
    }
}
