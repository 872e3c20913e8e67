import EventLoop
import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

/// What becomes of connections when a configuration, or the addresses of a name, change.
@Suite struct UpstreamDirectoryTests {
    @Test func `an endpoint that stays keeps its connection, also at another place`() throws {
        let bench = try DirectoryBench()
        let kept = bench.target("kept")
        try bench.use([kept])
        let connection = try bench.call(0)
        defer { connection.close() }
        try bench.use([bench.target("new"), kept])
        #expect(try bench.connectionCount() == 1)
        #expect(try bench.takesIdle(1))
    }

    @Test func `an unused connection to an endpoint that is gone closes at once`() throws {
        let bench = try DirectoryBench()
        try bench.use([bench.target("main")])
        let connection = try bench.call(0)
        try bench.use([])
        #expect(try bench.connectionCount() == 0)
        #expect(try connection.readToEnd().text.isEmpty)
    }

    @Test func `a call under way keeps its connection, which closes when the call has ended`() throws {
        let bench = try DirectoryBench()
        try bench.use([bench.target("main")])
        try bench.begin(0)
        let connection = try bench.listener.accept()
        _ = try connection.readRequest()
        try bench.use([])
        #expect(try bench.connectionCount() == 1)
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        try bench.waitForEnd()
        #expect(try bench.connectionCount() == 0)
    }

    @Test func `other waiting times make another pool`() throws {
        let bench = try DirectoryBench()
        try bench.use([bench.target("main")])
        let connection = try bench.call(0)
        defer { connection.close() }
        try bench.use([bench.target("main", response: 1_000)])
        #expect(try !bench.takesIdle(0))
    }
}
