import Testing
import TollgateTesting

@testable import HTTPServer

/// Waiting times are a tenth of a second here; nothing but their end is waited for.
@Suite struct ServerTimeoutTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `a head that does not end is answered 408, also when bytes keep coming`() throws {
        let server = try ServerUnderTest { $1.head = 100 }
        let client = try server.connect()
        try client.send("GET /a HTTP/1.1\r\nX: ")
        var count = 0
        while client.isQuiet(for: 20) {
            try client.send("x")
            count += 1
            try #require(count < 500)
        }
        let response = try client.readResponse()
        #expect(response.status == 408)
        #expect(response.values(of: "Connection") == ["close"])
        #expect(try server.events.first == "refuse message.headTimeout")
    }

    @Test func `the time for a head begins with its first byte`() throws {
        let server = try ServerUnderTest { $1.head = 5_000 }
        let client = try server.connect()
        #expect(client.isQuiet(for: 200))
        try client.drip(Self.get)
        #expect(try client.readResponse().status == 200)
    }

    @Test func `a connection that is not used ends without a word, before its first request and after`() throws {
        let server = try ServerUnderTest { $1.idle = 100 }
        let silent = try server.connect()
        #expect(try silent.readToEnd() == .silentEnd)
        let client = try server.connect()
        try client.send(Self.get)
        #expect(try client.readResponse().status == 200)
        #expect(try client.readToEnd() == .silentEnd)
        try server.waitForConnections(0)
    }

    @Test func `a request that takes longer than the time for idle connections is answered`() throws {
        let server = try ServerUnderTest { $1.idle = 100 }
        let client = try server.connect()
        try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.isQuiet(for: 400))
        try server.release("late")
        #expect(try client.readResponse().text == "late")
    }

    @Test func `an answer that is given as the time for content ends reaches the client`() throws {
        // What broke: answers wait for the end of the turn, and what waited was taken for what the client did not take.
        let server = try ServerUnderTest { $1.content = 100 }
        let client = try server.connect()
        try client.send("POST /timed HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
        #expect(try client.readResponse().text == "in time")
    }

    @Test(arguments: ["Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"])
    func `content that stops is answered 408`(rest: String) throws {
        let server = try ServerUnderTest { $1.content = 100 }
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + rest)
        #expect(try client.readResponse().status == 408)
        #expect(try server.events.contains("content failed message.contentTimeout"))
    }

    @Test func `content that has to be here as a whole is answered 408 also when bytes keep coming`() throws {
        let server = try ServerUnderTest { $1.content = 100 }
        let client = try server.connect()
        try client.send("POST /whole HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=")
        var count = 0
        while client.isQuiet(for: 20) {
            try client.send("x")
            count += 1
            try #require(count < 500)
        }
        #expect(try client.readResponse().status == 408)
        #expect(try server.events.contains("refuse message.contentTimeout"))
    }

    @Test func `content that stops after there was no room for it is answered 408`() throws {
        let server = try ServerUnderTest { $1.content = 100 }
        let client = try server.connect()
        try client.send("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
        try server.wait(for: "begin /take")
        // No room is nobody's fault but the handler's.
        #expect(client.isQuiet(for: 300))
        try server.loop.perform { $0.handler.taking?.allow(3) }
        #expect(try client.readResponse().status == 408)
        #expect(try server.events.contains("content failed message.contentTimeout"))
    }

    @Test(arguments: [1, 3])
    func `a response that is not taken ends also where there is no room for the request's content`(sent: Int) throws {
        let server = try ServerUnderTest {
            $1.content = 300
            $1.write = 300
        }
        let client = try server.connect(receiveBuffer: 16 * 1024)
        // In the second case the content is whole, and only nobody takes it.
        try client.send("POST /send-deaf HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n")
        try client.send(Array(repeating: 0x61, count: sent))
        try server.wait(for: "ended false")
        try server.waitForConnections(0)
    }

    @Test func `content that keeps coming may take longer than the time for each piece`() throws {
        let server = try ServerUnderTest { $1.content = 1_000 }
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
        for byte in "slow!".utf8 {
            #expect(client.isQuiet(for: 250))
            try client.send([byte])
        }
        #expect(try client.readResponse().text == "slow!")
    }

    @Test func `content that the handler does not want yet is not waited for`() throws {
        let server = try ServerUnderTest { $1.content = 100 }
        let client = try server.connect()
        try client.send("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
        #expect(client.isQuiet(for: 400))
        try server.loop.perform { $0.handler.taking?.allow(5) }
        #expect(try client.readResponse().text == "5")
    }

    @Test func `a client that takes nothing of its answer is cut off`() throws {
        let server = try ServerUnderTest { $1.write = 100 }
        let client = try server.connect(receiveBuffer: 4_096)
        try client.send("GET /send HTTP/1.1\r\nHost: a\r\n\r\n")
        try server.wait(for: "ended false")
        try server.waitForConnections(0)
        #expect(try client.readToEnd().isReset)
    }

    @Test func `after an answer that ends the connection the client is not waited for without end`() throws {
        let server = try ServerUnderTest { $1.linger = 100 }
        let client = try server.connect()
        try client.send("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
        #expect(try client.readResponse().text == "/refused")
        try server.waitForConnections(0)
        _ = client
    }
}
