import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct LongestWaitingTests {
    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    /// A server with room for two, where nobody need wait long for a place.
    private func server(patience: Int64 = 50, linger: Int64 = 2_000) throws -> ServerUnderTest {
        try ServerUnderTest { limits, times in
            limits.connections = 2
            times.patience = patience
            times.linger = linger
        }
    }

    @Test(
        arguments: [
            "", "GET / HTTP/1.1\r\nHo", Self.get("/used"),
            "POST /whole HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n12",
        ])
    func `a client that keeps us waiting makes room for a newcomer, the longest waiting one first`(first: String) throws
    {
        let server = try server()
        let longest = try server.connect()
        try longest.send(first)
        if first.hasSuffix("\r\n\r\n") { #expect(try longest.readResponse().status == 200) }
        try server.waitForConnections(1)
        #expect(longest.isQuiet(for: 20))
        let other = try server.connect()
        try server.waitForConnections(2)
        let newcomer = try server.connect()
        try newcomer.send(Self.get("/new"))
        #expect(try newcomer.readResponse().text == "/new")
        #expect(try longest.readToEnd() == .silentEnd)
        try other.send(Self.get("/other"))
        #expect(try other.readResponse().text == "/other")
    }

    /// What a client begins, whether it takes an answer to that, what it goes on with, and the status that it gets then.
    static let beginnings: [(first: String, isAnswered: Bool, rest: String, status: Int?)] = [
        (Self.get("/used"), true, Self.get("/again"), 200), ("GET / HTTP/1.1\r\nHo", false, "st: a\r\n\r\n", 200),
        ("POST /whole HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n12", false, "345678", 200),
        (Self.get("/large-refusal"), false, "", 403),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true, "", nil),
    ]

    @Test(arguments: beginnings.indices)
    func `whoever begins something waits from then on, however long the connection has been there`(index: Int) throws {
        let (first, isAnswered, rest, status) = Self.beginnings[index]
        let server = try server()
        let client = try server.connect()
        try server.waitForConnections(1)
        let longest = try server.connect()
        try server.waitForConnections(2)
        try client.send(first)
        if isAnswered { #expect(try client.readResponse().status == 200) }
        let newcomer = try server.connect()
        try newcomer.send(Self.get("/new"))
        #expect(try newcomer.readResponse().text == "/new")
        #expect(try longest.readToEnd() == .silentEnd)
        try client.send(rest)
        if let status { #expect(try client.readResponse().status == status) }
    }

    @Test(arguments: ["/send", "/large"])
    func `a client that does not take its refusal makes room, and one that does not take an answer none`(
        answered: String
    ) throws {
        let server = try server()
        let busy = try server.connect()
        try busy.send(Self.get(answered))
        try server.wait(for: "begin \(answered)")
        let refused = try server.connect()
        try refused.send(Self.get("/large-refusal"))
        try server.wait(for: "begin /large-refusal")
        let newcomer = try server.connect()
        try newcomer.send(Self.get("/new"))
        #expect(try newcomer.readResponse().text == "/new")
        #expect(try busy.readResponse().status == 200)
        #expect(throws: (any Error).self) { try refused.readResponse() }
    }

    @Test func `a client that does not end the connection, as we have, makes room beside one with a call under way`()
        throws
    {
        let server = try server(linger: 60_000)
        let lingering = try server.connect()
        try lingering.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try lingering.readResponse().status == 200)
        let busy = try server.connect()
        try busy.send(Self.get("/held"))
        try server.loop.wait("the call") { $0.handler.held.count == 1 }
        let newcomer = try server.connect()
        try newcomer.send(Self.get("/new"))
        #expect(try newcomer.readResponse().text == "/new")
        try server.release("done")
        #expect(try busy.readResponse().text == "done")
    }

    @Test func `those with a call under way make no room, until one has been answered`() throws {
        let server = try server()
        let busy = try [server.connect(), server.connect()]
        for client in busy { try client.send(Self.get("/held")) }
        try server.loop.wait("both calls") { $0.handler.held.count == 2 }
        let newcomer = try server.connect()
        try newcomer.send(Self.get("/new"))
        #expect(newcomer.isQuiet(for: 400))
        for _ in busy { try server.release("done") }
        for client in busy { #expect(try client.readResponse().text == "done") }
        // Both wait now, and nobody tells the listener: it looks again by itself.
        #expect(try newcomer.readResponse().text == "/new")
    }

    @Test func `one whose next request has arrived makes no room`() throws {
        let server = try server(patience: 0)
        let clients = try [server.connect(), server.connect()]
        try server.waitForConnections(2)
        try server.loop.perform { parts in
            // Nothing is read before this turn ends.
            for client in clients { try? client.send(Self.get("/arrived")) }
            parts.handler.note(parts.server.makeRoom() ? "made room" : "made none")
        }
        for client in clients { #expect(try client.readResponse().text == "/arrived") }
        #expect(try server.events.contains("made none"))
        let newcomer = try server.connect()
        try newcomer.send(Self.get("/new"))
        #expect(try newcomer.readResponse().text == "/new")
    }
}
