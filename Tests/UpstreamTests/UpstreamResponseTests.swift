import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

@Suite struct UpstreamResponseTests {
    /// Has a request answered by bytes, cut into pieces, and then the connection's end where `closes`.
    private func answer(
        _ pieces: [String], closes: Bool = false, method: Method = .get,
        _ change: (inout UpstreamTimeouts) -> Void = { _ in }
    ) throws -> PoolRequest.Outcome {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port], change)
        try pool.send("a", method: method)
        let peer = try service.accept()
        _ = try peer.readRequest()
        for piece in pieces {
            // The gateway may have had enough.
            try? peer.send(piece)
            _ = try pool.look("a")
        }
        if closes { peer.endWriting() }
        return try pool.outcome("a")
    }

    /// Well-formed responses: status, content, and whether the connection's end ends them.
    static let responses: [(message: String, statuses: [Int], text: String, closes: Bool)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", [200], "hello", false),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n", [200],
            "hello", false
        ),
        ("HTTP/1.1 200 OK\r\n\r\nhello", [200], "hello", true), ("HTTP/1.0 200 OK\r\n\r\n", [200], "", true),
        ("HTTP/1.1 204 No Content\r\n\r\n", [204], "", false),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", [304], "", false),
        (
            "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", [103, 200],
            "hi", false
        ),
    ]

    @Test(arguments: responses.indices)
    func `a response is the same whole, one byte at a time and cut anywhere`(index: Int) throws {
        let (message, statuses, text, closes) = Self.responses[index]
        let bytes = message.map(String.init)
        var cuts = [[message], bytes]
        for cut in stride(from: 1, to: bytes.count, by: 7) {
            cuts.append([bytes[..<cut].joined(), bytes[cut...].joined()])
        }
        for pieces in cuts {
            let outcome = try answer(pieces, closes: closes)
            #expect(outcome.statuses == statuses)
            #expect(outcome.text == text)
            #expect(outcome.end == "ended")
        }
    }

    @Test func `the response to HEAD has no content whatever it announces`() throws {
        let outcome = try answer(["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"], method: .head)
        #expect(outcome.end == "ended")
        #expect(outcome.content == [])
    }

    @Test(
        arguments: [
            "", "\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 010\r\n\r\nhellohello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx", "HTTP/1.1 200 OK\r\nA b: c\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: b\u{0}c\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
            "HTTP/1.1 99 Low\r\n\r\n",
        ])
    func `what is no response is told as such, and its connection ended`(message: String) throws {
        let outcome = try answer([message], closes: true)
        #expect(["upstream.protocol", "upstream.reset"].contains(outcome.end))
        #expect((outcome.end == "upstream.reset") == (message.isEmpty || message == "\r\n"))
        #expect(outcome.content == [])
    }

    @Test func `a malformed chunk behind good content ends it as broken`() throws {
        let outcome = try answer(["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nxyz\r\n"])
        #expect(outcome.text == "hi")
        #expect(outcome.end == "upstream.protocol")
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
        ])
    func `a response that is cut short is not taken for the whole`(message: String) throws {
        #expect(try answer([message], closes: true).end == "upstream.reset")
    }

    @Test func `interim responses are bounded in number`() throws {
        let interim = "HTTP/1.1 103 Early Hints\r\n\r\n"
        let final = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        #expect(try answer([String(repeating: interim, count: 16) + final]).end == "ended")
        #expect(try answer([String(repeating: interim, count: 17) + final]).end == "upstream.protocol")
    }

    @Test func `an endless head is cut off`() throws {
        let field = "X: " + String(repeating: "x", count: 4_000) + "\r\n"
        #expect(try answer(["HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 50)]).end == "upstream.protocol")
    }

    @Test func `a response that does not come, or does not go on, ends in time`() throws {
        #expect(try answer([]) { $0.response = 100 }.end == "upstream.timeout")
        let half = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"
        let outcome = try answer([half]) { $0.response = 100 }
        #expect(outcome.end == "upstream.timeout")
        #expect(outcome.text == "he")
    }

    @Test func `a head that drips ends in time`() throws {
        // What broke: each byte gave the next one its time, so that a head of 32 KiB could take for weeks.
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port]) { $0.response = 100 }
        try pool.send("a")
        let peer = try service.accept()
        _ = try peer.readRequest()
        try peer.send("HTTP/1.1 200 OK\r\n")
        var count = 0
        while peer.isQuiet(for: 20) {
            try? peer.send("X: y\r\n")
            count += 1
            try #require(count < 500)
        }
        #expect(try pool.outcome("a").end == "upstream.timeout")
    }

    @Test func `each interim response gives the next head its time, and so does each piece of content`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port]) { $0.response = 1_000 }
        try pool.send("a")
        let peer = try service.accept()
        _ = try peer.readRequest()
        let interim = "HTTP/1.1 103 Early Hints\r\n\r\n"
        for piece in [interim, interim, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "h", "i"] {
            #expect(peer.isQuiet(for: 350))
            try peer.send(piece)
        }
        let outcome = try pool.outcome("a")
        #expect(outcome.end == "ended")
        #expect(outcome.text == "hi")
    }
}
