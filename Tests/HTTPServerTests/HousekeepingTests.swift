import HTTPCodec
import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct HousekeepingTests {
    private static let count = 40

    /// Has a call on each connection end at the same moment.
    private static func rush(_ clients: [RawConnection], to server: ServerUnderTest) throws {
        for client in clients { try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n") }
        try server.loop.wait("all to be held") { $0.handler.held.count == count }
        let blocks = try server.loop.perform { parts in
            for _ in 0..<count { parts.handler.release("a") }
            return parts.server.pool.freeCount
        }
        #expect(blocks < count, "the blocks are in use")
        for client in clients { #expect(try client.readResponse().text == "a") }
    }

    /// It once looked after memory only when a connection had been made, and not when those that stood were used again.
    @Test func `connections that stay open leave no memory behind after a rush, however often`() throws {
        let server = try ServerUnderTest()
        let clients = try (0..<Self.count).map { _ in try server.connect() }
        for _ in 0..<2 {
            try Self.rush(clients, to: server)
            try server.loop.wait("the rush to be in the pool") { $0.server.pool.freeCount >= Self.count }
            try server.loop.wait("the pool to be small") { !$0.server.pool.hasSurplus }
        }
        #expect(try server.loop.perform { $0.server.connectionCount } == Self.count)
    }
}
