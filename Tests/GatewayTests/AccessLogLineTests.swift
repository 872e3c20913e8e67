import EventLoop
import Foundation
import JSONWebToken
import Testing
import TollgateTesting

@testable import Gateway

@Suite struct AccessLogLineTests {
    /// The lines that a gateway writes for calls, as JSON.
    private func lines(_ messages: [String]) async throws -> [[String: String]] {
        let path = NSTemporaryDirectory() + "tollgate-log-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sink = try AccessLogSink(path: path)
        try await GatewayScene.play(accessLog: sink) { scene in
            for message in messages {
                let client = try scene.gateway.connect()
                try client.send(message)
                _ = try client.readResponse()
            }
        }
        sink.close()
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
            let node = try JSONReader.parse(Array(line.utf8).span, depth: 4)
            guard case .object(let members) = node.value else { return [:] }
            return Dictionary(
                members.map { member in
                    if case .string(let text) = member.node.value { (member.name, text) } else { (member.name, "") }
                }, uniquingKeysWith: { "\($0) and \($1)" })
        }
    }

    @Test func `whatever a client sends, a call is one line of JSON`() async throws {
        let hostile = "\"},{\\\"reason\\\":\\\"x\\\\"
        let messages = [
            "GET /a\"b'{}<> HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /health/x?q=\"%0a%22\\&\u{7}x HTTP/1.1\r\nHost: a\r\n\r\n",
            "G\"T /orders/1 HTTP/1.1\r\nHost: a\r\n\r\n", "G'|~^ /orders/1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /orders/1 HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(hostile)\r\n\r\n",
            "GET /orders/1 HTTP/1.1\r\nHost: a\r\nX-Request-Id: \u{e9}\t\u{1F4A9}\r\n\r\n",
            "GET /orders/1 HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(String(repeating: "\"", count: 4_000))\r\n\r\n",
            "GET /orders/%0a%22 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /orders/\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
        ]
        let lines = try await lines(messages)
        #expect(lines.count == messages.count)
        for line in lines {
            #expect(line["decision"] == "refused")
            #expect(line["requestId"]?.utf8.count == RequestIDs.length)
            #expect(line["reason"]?.contains(" and ") == false)
        }
        #expect(lines[4]["clientRequestId"] == hostile)
        #expect(lines[6]["clientRequestId"] == String(repeating: "\"", count: 128))
    }

    @Test func `a refused call and its reason are in its line`() async throws {
        let token = try InProcessGateway.token(scopes: "orders:create")
        let line = try #require(
            try await lines([
                "GET /orders/1?page=2 HTTP/1.1\r\nHost: api.test\r\nAuthorization: Bearer \(token)\r\n\r\n"
            ]).first)
        for (name, value) in [
            "method": "GET", "host": "api.test", "path": "/orders/1", "query": "page=2", "route": "GET /orders/{id}",
            "application": "app_1", "decision": "refused", "reason": "scope.missing",
        ] {
            #expect(line[name] == value)
        }
        #expect(line["time"]?.hasSuffix("Z") == true)
        #expect(!line.values.contains { $0.contains(token) })
    }

    @Test func `a reader that stalls costs lines, which are counted, and nobody waits for it`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        // Never closed: the sink's thread is left behind with it, and goes on trying.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let sink = try AccessLogSink(AccessLogFile(descriptor: ends[1]), limit: 200_000)
        let batch = AccessLogBatch(bytes: [UInt8](repeating: 0x78, count: 9_999) + [0x0A], lineCount: 3)
        let start = Clocks.monotonicMilliseconds()
        for _ in 0..<2_000 { sink.write(batch) }
        #expect(Clocks.monotonicMilliseconds() - start < 10_000)
        let dropped = sink.condition.droppedLines
        #expect(dropped % 3 == 0)
        #expect(dropped > 3 * 1_900)
        sink.close(patience: 50)
        // What still waited is lost as well: everything but what the pipe holds.
        #expect(sink.condition.droppedLines >= dropped)
    }

    @Test func `a reader that keeps up loses nothing`() throws {
        let path = NSTemporaryDirectory() + "tollgate-log-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sink = try AccessLogSink(path: path)
        for index in 0..<500 {
            sink.write(AccessLogBatch(bytes: Array("line \(index)\n".utf8), lineCount: 1))
        }
        sink.close()
        #expect(sink.condition == AccessLogCondition(droppedLines: 0, fault: nil))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == (0..<500).map { "line \($0)\n" }.joined())
    }
}
