import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct PipeliningTests {
    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test func `requests that come together are answered in their order`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send((1...200).map { Self.get("/\($0)") }.joined())
        for count in 1...200 { #expect(try client.readResponse().text == "/\(count)") }
    }

    @Test func `a late answer holds up those behind it, which are not even begun`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.get("/held") + Self.get("/second") + Self.get("/third"))
        try server.wait(for: "begin /held")
        try server.settle()
        #expect(try server.events == ["begin /held"])
        #expect(client.isQuiet(for: 0))
        try server.release("late")
        #expect(try client.readResponse().text == "late")
        #expect(try client.readResponse().text == "/second")
        #expect(try client.readResponse().text == "/third")
    }

    @Test func `content belongs to its request and what follows to the next`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        let length = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirst"
        let chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecond\r\n0\r\n\r\n"
        let bytes = Array((length + chunked + Self.get("/third")).utf8)
        for cut in 1..<bytes.count {
            try client.send(Array(bytes[..<cut]))
            try server.settle()
            try client.send(Array(bytes[cut...]))
            for answer in ["first", "second", "/third"] { #expect(try client.readResponse().text == answer) }
        }
    }

    @Test func `what follows a request that ends the connection is not answered`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + Self.get("/after"))
        #expect(try client.readResponse().text == "/last")
        #expect(try client.readToEnd() == .silentEnd)
        #expect(try !server.events.contains("begin /after"))
    }

    /// A client that sends requests without end must not make the server hold them.
    @Test func `behind a late answer reading stops and goes on afterwards`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(Self.get("/held"))
        try server.wait(for: "begin /held")
        let limit = 64 << 20
        let piece = [UInt8](Self.get("/x").utf8)
        #expect(client.fill(with: piece, upTo: limit) < limit)
        try server.release("late")
        #expect(try client.readResponse().text == "late")
        for _ in 0..<1_000 { #expect(try client.readResponse().text == "/x") }
    }
}
