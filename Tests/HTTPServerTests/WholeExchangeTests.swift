import EventLoop
import Synchronization
import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct WholeExchangeTests {
    private static func post(_ fields: String, _ content: String = "") -> String {
        "POST /whole HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(content)"
    }

    /// On a thread of its own: what answers needs one of the few that run tests.
    private func withServer(_ body: @escaping @Sendable (ServerUnderTest) throws -> Void) async throws {
        let server = try ServerUnderTest()
        try await OwnThread.run { try body(server) }
    }

    @Test func `content is handed over whole, in whatever pieces it came`() async throws {
        try await withServer { server in
            let client = try server.connect()
            for message in [
                Self.post("Content-Length: 8", "12345678"), Self.post("Content-Length: 0"),
                Self.post("Transfer-Encoding: chunked", "3\r\n123\r\n5\r\n45678\r\n0\r\n\r\n"),
                "GET /whole HTTP/1.1\r\nHost: a\r\n\r\n",
            ] {
                try client.drip(message)
                let response = try client.readResponse()
                #expect(response.status == 200)
                #expect(response.text == (message.contains("8") ? "12345678" : ""))
                #expect(response.values(of: "Date").count == 1)
            }
        }
    }

    @Test(arguments: [
        post("Content-Length: 9"), post("Content-Length: 9", "123456789"),
        post("Transfer-Encoding: chunked", "5\r\n12345\r\n4\r\n6789\r\n0\r\n\r\n"),
    ])
    func `more content than is kept is refused once`(message: String) async throws {
        try await withServer { server in
            let client = try server.connect()
            try client.send(message)
            #expect(try client.readResponse().status == 413)
            #expect(try client.readToEnd() == .silentEnd)
            #expect(try server.events.filter { $0.hasPrefix("refuse") } == ["refuse message.contentTooLarge"])
        }
    }

    @Test func `the responder sees the request as it came`() async throws {
        let box = RequestBox()
        try await withServer { server in
            try server.loop.perform { parts in
                parts.handler.responder = {
                    box.value.withLock { [request = $0] in $0 = request }
                    return .now(WholeResponse(status: 201, fields: [("X-Seen", "yes")]))
                }
            }
            let client = try server.connect()
            try client.send("PUT /whole?a=%20b HTTP/1.1\r\nHost: a\r\nx-TWICE: 1\r\nX-Twice: 2\r\n\r\n")
            let response = try client.readResponse()
            #expect(response.status == 201)
            #expect(response.values(of: "X-Seen") == ["yes"])
        }
        let request = try #require(box.value.withLock { $0 })
        #expect(request.method == "PUT")
        #expect(request.path == "/whole")
        #expect(request.query == "a=%20b")
        #expect(request.values(of: "X-TWICE") == ["1", "2"])
        #expect(request.clientAddress == "127.0.0.1")
    }

    @Test func `an answer that comes after the client has left reaches nobody`() async throws {
        let (asked, leave) = (Gate(), Gate())
        try await withServer { server in
            try server.loop.perform { parts in
                parts.handler.responder = { request in
                    asked.open()
                    return .later {
                        await OwnThread.wait(for: leave)
                        return WholeResponse(status: 200, content: Array("late".utf8))
                    }
                }
            }
            let client = try server.connect()
            try client.send("GET /whole HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(asked.wait(milliseconds: RawConnection.patience))
            client.reset()
            try server.wait(for: "ended false")
            // The exchange's object may carry another request by now, which must not get the late answer.
            let other = try server.connect()
            try other.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            try server.wait(for: "begin /held")
            leave.open()
            #expect(other.isQuiet(for: 200))
            try server.release("its own")
            #expect(try other.readResponse().text == "its own")
        }
    }
}

/// Carries a request out of a responder.
private final class RequestBox: Sendable {
    let value = Mutex<WholeRequest?>(nil)
}
