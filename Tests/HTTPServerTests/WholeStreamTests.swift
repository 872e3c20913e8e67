import EventLoop
import Synchronization
import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct WholeStreamTests {
    private static let get = "GET /whole HTTP/1.1\r\nHost: a\r\n\r\n"
    /// A piece whose length fits no buffer's.
    private static let piece = (0..<16_001).map { UInt8(truncatingIfNeeded: $0 % 251) }
    private static let pieceCount = 640

    /// A server that answers `/whole` with a stream; on a thread of its own, because what is tested needs one of the few that
    /// run tests.
    private func serve(
        isEndless: Bool = false, status: Int = 200, timeouts: ServerTimeouts = ServerTimeouts(),
        _ produce: @escaping WholeStream.Producer, to body: @escaping @Sendable (ServerUnderTest) throws -> Void
    ) async throws {
        let server = try ServerUnderTest { $1 = timeouts }
        try server.loop.perform { parts in
            parts.handler.responder = { _ in
                .now(
                    WholeResponse(
                        status: status, fields: [("X-Stream", "yes")],
                        stream: WholeStream(isEndless: isEndless, produce)))
            }
        }
        try await OwnThread.run { try body(server) }
    }

    // MARK: Content

    @Test func `each piece goes out when it is made`() async throws {
        let more = Gate()
        try await serve { client in
            try await client.write(Array("one".utf8))
            await OwnThread.wait(for: more)
            try await client.write(Array("two".utf8))
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            let head = try client.readHead()
            #expect(head.status == 200)
            #expect(head.values(of: "Transfer-Encoding") == ["chunked"])
            #expect(head.values(of: "X-Stream") == ["yes"])
            #expect(head.values(of: "Content-Length").isEmpty)
            #expect(try client.read(8) == Array("3\r\none\r\n".utf8))
            #expect(try !server.loop.perform { $0.handler.holdsOutput })
            more.open()
            #expect(try client.read(13) == Array("3\r\ntwo\r\n0\r\n\r\n".utf8))
            // The connection carries on.
            try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.readResponse().text == "/next")
        }
    }

    @Test func `a client of HTTP 1.0 gets the content to the connection's end`() async throws {
        try await serve {
            try await $0.write(Array("content".utf8))
        } to: { server in
            let client = try server.connect()
            try client.send("GET /whole HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try client.readHead().values(of: "Connection") == ["close"])
            #expect(try client.readToEnd() == .init(text: "content", isReset: false))
        }
    }

    @Test(arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
    func `content that nobody gets is not made`(method: String, status: Int) async throws {
        let made = Tally()
        try await serve(status: status) { _ in
            made.add()
        } to: { server in
            let client = try server.connect()
            try client.send("\(method) /whole HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.readResponse(to: method).status == status)
            #expect(try client.readResponse().text == "/next")
        }
        #expect(made.count == 0)
    }

    @Test func `no more is made than the client takes, and all of it arrives`() async throws {
        let made = Tally()
        try await serve { client in
            for _ in 0..<Self.pieceCount {
                made.add()
                try await client.write(Self.piece)
            }
        } to: { server in
            let client = try server.connect(receiveBuffer: 64 * 1024)
            try client.send(Self.get)
            try server.loop.wait("a client that takes nothing") { $0.handler.holdsOutput }
            try server.settle()
            #expect(made.count < Self.pieceCount / 2)
            let content = try client.readResponse().content
            #expect(content.consists(of: Self.piece, times: Self.pieceCount))
            try server.wait(for: "ended true")
        }
    }

    @Test func `content whose making fails does not look whole`() async throws {
        try await serve { client in
            try await client.write(Array("part".utf8))
            throw WholeStreamEnded()
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            _ = try client.readHead()
            #expect(try client.readToEnd() == .init(text: "4\r\npart\r\n", isReset: true))
        }
    }

    // MARK: The client

    @Test(arguments: [false, true])
    func `content is not made for a client that has gone`(isEndless: Bool) async throws {
        let (begun, over) = (Gate(), Gate())
        try await serve(isEndless: isEndless) { client in
            defer { over.open() }
            while true {
                try await client.write(Array("more".utf8))
                begun.open()
            }
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            #expect(begun.wait(milliseconds: RawConnection.patience))
            client.reset()
            #expect(over.wait(milliseconds: RawConnection.patience))
            try server.wait(for: "ended false")
        }
    }

    @Test func `whoever makes content and waits is told that the client has gone`() async throws {
        let (begun, over) = (Gate(), Gate())
        try await serve(isEndless: true) { client in
            begun.open()
            try? await Task.sleep(for: .seconds(3_600))
            over.open()
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            #expect(begun.wait(milliseconds: RawConnection.patience))
            client.reset()
            #expect(over.wait(milliseconds: RawConnection.patience))
        }
    }

    @Test func `a client that takes nothing is dropped`() async throws {
        let (over, made) = (Gate(), Tally())
        var timeouts = ServerTimeouts()
        timeouts.write = 100
        try await serve(isEndless: true, timeouts: timeouts) { client in
            defer { over.open() }
            while true {
                made.add()
                try await client.write(Self.piece)
            }
        } to: { server in
            let client = try server.connect(receiveBuffer: 4 * 1024)
            try client.send(Self.get)
            #expect(over.wait(milliseconds: RawConnection.patience))
            try server.wait(for: "ended false")
            // Little waited in the kernel, and none here.
            #expect(made.count < 8)
            #expect(try !server.loop.perform { $0.handler.holdsOutput })
        }
    }

    @Test func `a stream on which nothing happens is not taken for a connection that idles`() async throws {
        let more = Gate()
        var timeouts = ServerTimeouts()
        (timeouts.head, timeouts.idle, timeouts.content, timeouts.write) = (50, 50, 50, 50)
        (timeouts.linger, timeouts.patience) = (50, 50)
        try await serve(isEndless: true, timeouts: timeouts) { client in
            try await client.write(Array("one".utf8))
            await OwnThread.wait(for: more)
            try await client.write(Array("two".utf8))
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            _ = try client.readHead()
            _ = try client.read(8)
            #expect(client.isQuiet(for: 300))
            more.open()
            #expect(try client.read(8) == Array("3\r\ntwo\r\n".utf8))
        }
    }

    // MARK: Stopping

    @Test func `content without an end of its own ends when the server stops`() async throws {
        try await serve(isEndless: true) { client in
            try await client.write(Array("one".utf8))
            try await Task.sleep(for: .seconds(3_600))
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            _ = try client.readHead()
            _ = try client.read(8)
            try server.loop.perform { $0.server.drain {} }
            #expect(try client.readToEnd() == .init(text: "0\r\n\r\n", isReset: false))
            try server.wait(for: "ended true")
        }
    }

    @Test func `content that has an end goes on while the server stops`() async throws {
        let more = Gate()
        try await serve { client in
            try await client.write(Array("one".utf8))
            await OwnThread.wait(for: more)
            try await client.write(Array("two".utf8))
        } to: { server in
            let client = try server.connect()
            try client.send(Self.get)
            _ = try client.readHead()
            _ = try client.read(8)
            try server.loop.perform { $0.server.drain {} }
            more.open()
            #expect(try client.readToEnd() == .init(text: "3\r\ntwo\r\n0\r\n\r\n", isReset: false))
        }
    }

    @Test func `a client that takes nothing does not keep the server from stopping`() async throws {
        try await serve(isEndless: true) { client in
            while true { try await client.write(Self.piece) }
        } to: { server in
            let client = try server.connect(receiveBuffer: 4 * 1024)
            try client.send(Self.get)
            try server.loop.wait("a client that takes nothing") { $0.handler.holdsOutput }
            let drained = Gate()
            try server.loop.perform { $0.server.drain { drained.open() } }
            #expect(drained.wait(milliseconds: RawConnection.patience))
            try server.wait(for: "ended false")
        }
    }

    @Test func `an endless answer that is made while the server stops is empty`() async throws {
        let (asked, more) = (Gate(), Gate())
        let server = try ServerUnderTest()
        try server.loop.perform { parts in
            parts.handler.responder = { _ in
                asked.open()
                return .later {
                    await OwnThread.wait(for: more)
                    return WholeResponse(
                        status: 200, stream: WholeStream(isEndless: true) { _ in Issue.record("made") })
                }
            }
        }
        try await OwnThread.run {
            let client = try server.connect()
            try client.send(Self.get)
            #expect(asked.wait(milliseconds: RawConnection.patience))
            try server.loop.perform { $0.server.drain {} }
            more.open()
            _ = try client.readHead()
            #expect(try client.readToEnd() == .init(text: "0\r\n\r\n", isReset: false))
        }
    }
}

/// Counts on whatever thread.
private final class Tally: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add() { value.add(1, ordering: .relaxed) }
}
