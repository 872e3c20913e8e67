import EventLoop
import Glibc
import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct ServerTests {
    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test func `at the bound of connections accepting rests, and goes on when one has ended`() throws {
        let server = try ServerUnderTest { limits, times in
            limits.connections = 2
            times.patience = 60_000
        }
        let clients = try [server.connect(), server.connect()]
        try server.waitForConnections(2)
        let waiting = try server.connect()
        try waiting.send(Self.get("/waiting"))
        #expect(waiting.isQuiet(for: 200))
        for client in clients {
            try client.send(Self.get("/inside"))
            #expect(try client.readResponse().text == "/inside")
        }
        clients[0].close()
        #expect(try waiting.readResponse().text == "/waiting")
    }

    @Test func `a newcomer waits where only the last descriptors are left, until another one is free`() throws {
        let server = try ServerUnderTest()
        try OpenDescriptors.withLimit(400) {
            try server.loop.perform { $0.server.loop.lookAtDescriptorLimit() }
            var taken = OpenDescriptors.take { $0 < 368 }
            let waiting = try server.connect()
            try waiting.send(Self.get("/waiting"))
            #expect(waiting.isQuiet(for: 100))
            #expect(try server.loop.perform { $0.server.connectionCount } == 0)
            close(taken.removeLast())
            #expect(try waiting.readResponse().text == "/waiting")
            for one in taken { close(one) }
        }
    }

    @Test func `a newcomer takes the place of whoever waits where only the last descriptors are left`() throws {
        let server = try ServerUnderTest { $1.patience = 0 }
        let idle = try server.connect()
        try server.waitForConnections(1)
        try OpenDescriptors.withLimit(400) {
            try server.loop.perform { $0.server.loop.lookAtDescriptorLimit() }
            let taken = OpenDescriptors.take { $0 < 368 }
            let newcomer = try server.connect()
            try newcomer.send(Self.get("/new"))
            #expect(try newcomer.readResponse().text == "/new")
            #expect(try idle.readToEnd() == .silentEnd)
            for one in taken { close(one) }
        }
    }

    @Test func `who finds not even a place to wait is sent away, and who comes later is served`() throws {
        let server = try ServerUnderTest()
        try OpenDescriptors.withLimit(400) {
            try server.loop.perform { $0.server.loop.lookAtDescriptorLimit() }
            let taken = OpenDescriptors.take { $0 < 383 }
            let refused = try server.connect()
            // At once: one that is left to wait sees nothing for as long.
            #expect(try refused.readToEnd() == .init(text: "", isReset: true))
            refused.close()
            for one in taken { close(one) }
            let later = try server.connect()
            try later.send(Self.get("/later"))
            #expect(try later.readResponse().text == "/later")
        }
    }

    @Test func `draining closes unused connections, lets exchanges end, and says when it is done`() throws {
        let server = try ServerUnderTest()
        let (idle, busy) = (try server.connect(), try server.connect())
        try idle.send(Self.get("/a"))
        #expect(try idle.readResponse().text == "/a")
        try busy.send(Self.get("/held") + Self.get("/after"))
        try server.wait(for: "begin /held")
        try server.loop.perform { parts in
            parts.server.drain { [handler = parts.handler] in handler.note("drained") }
        }
        #expect(try idle.readToEnd() == .silentEnd)
        #expect(throws: SocketFailure.self) { try server.connect() }
        #expect(try !server.events.contains("drained"))
        try server.release("last")
        let response = try busy.readResponse()
        #expect(response.text == "last")
        #expect(response.values(of: "Connection") == ["close"])
        busy.close()
        try server.wait(for: "drained")
        #expect(try !server.events.contains("begin /after"))
    }

    @Test func `a server without connections is drained at once`() throws {
        let server = try ServerUnderTest()
        try server.loop.perform { parts in
            parts.server.drain { [handler = parts.handler] in handler.note("drained") }
        }
        #expect(try server.events == ["drained"])
    }

    @Test func `a request that is put off is offered again until it is taken, and only then consumed`() throws {
        let server = try ServerUnderTest()
        try server.loop.perform { $0.handler.postponements = 3 }
        let client = try server.connect()
        try client.send(Self.get("/postponed") + Self.get("/next"))
        #expect(try client.readResponse().text == "/postponed")
        #expect(try client.readResponse().text == "/next")
        let offers = try server.events.filter { $0.hasPrefix("begin") }
        #expect(offers == Array(repeating: "begin /postponed", count: 4) + ["begin /next"])
    }

    @Test func `a request that is put off when its client leaves is forgotten`() throws {
        let server = try ServerUnderTest()
        try server.loop.perform { $0.handler.postponements = .max }
        let client = try server.connect()
        try client.send(Self.get("/postponed"))
        try server.wait(for: "begin /postponed")
        client.reset()
        try server.waitForConnections(0)
        let other = try server.connect()
        try other.send(Self.get("/other"))
        #expect(try other.readResponse().text == "/other")
    }

    @Test func `two loops share one address`() throws {
        let first = try ServerUnderTest()
        let port = first.port
        let second = try ServerUnderTest()
        let shared = try second.loop.perform { parts in
            SocketAddress(host: "127.0.0.1", port: port).flatMap { try? parts.server.listen(on: $0) }
        }
        #expect(shared?.port == port)
        for _ in 0..<20 {
            let client = try first.connect()
            try client.send(Self.get("/a"))
            #expect(try client.readResponse().text == "/a")
        }
    }

    @Test func `an address that is not this machine's cannot be listened on`() throws {
        let server = try ServerUnderTest()
        let failure = try server.loop.perform { parts -> SystemError? in
            guard let address = SocketAddress(host: "192.0.2.1", port: 0) else { return nil }
            do throws(SystemError) {
                try parts.server.listen(on: address)
                return nil
            } catch {
                return error
            }
        }
        #expect(failure?.call == "bind")
    }
}
