import EventLoop
import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct WholeHandoverTests {
    private static func post(_ content: String) -> String {
        "POST /whole HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n\(content)"
    }

    /// On a thread of its own: what answers needs one of the few that run tests.
    private func withServer(
        _ responder: @escaping WholeExchange.Responder, _ body: @escaping @Sendable (ServerUnderTest) throws -> Void
    ) async throws {
        let server = try ServerUnderTest()
        try await OwnThread.run {
            try server.loop.perform { $0.handler.responder = responder }
            try body(server)
        }
    }

    @Test func `many requests of one turn get each its own answer, again and again`() async throws {
        try await withServer({ .now(WholeResponse(status: 200, content: $0.content)) }) { server in
            let clients = try (0..<100).map { _ in try server.connect() }
            for round in 0..<3 {
                // While the loop is held up, all of them arrive.
                try server.loop.perform { _ in
                    for (index, client) in clients.enumerated() { try? client.send(Self.post("\(round).\(index)")) }
                }
                for (index, client) in clients.enumerated() {
                    #expect(try client.readResponse().text == "\(round).\(index)")
                }
            }
        }
    }

    /// What broke: where answers had cost next to nothing, the next requests were worth no task, and waited for ever.
    @Test(arguments: [0, 1, 200_000, .max / 4096] as [Int64])
    func `requests that wait have a task, whatever others have cost`(cost: Int64) {
        #expect(WholeDesk.tasks(for: 1, cost: cost) == 1)
        #expect(WholeDesk.tasks(for: 1_000, cost: cost) >= 1)
        #expect(WholeDesk.tasks(for: 0, cost: cost) == 0)
    }

    @Test func `an answer that waits for something holds no other up`() async throws {
        let leave = Gate()
        let responder: WholeExchange.Responder = { request in
            guard request.content == Array("wait".utf8) else {
                return .now(WholeResponse(status: 200, content: request.content))
            }
            return .later {
                await OwnThread.wait(for: leave)
                return WholeResponse(status: 200, content: Array("waited".utf8))
            }
        }
        try await withServer(responder) { server in
            let (waiting, other) = (try server.connect(), try server.connect())
            try server.loop.perform { _ in
                try? waiting.send(Self.post("wait"))
                try? other.send(Self.post("no wait"))
            }
            #expect(try other.readResponse().text == "no wait")
            #expect(waiting.isQuiet(for: 50))
            leave.open()
            #expect(try waiting.readResponse().text == "waited")
        }
    }
}
