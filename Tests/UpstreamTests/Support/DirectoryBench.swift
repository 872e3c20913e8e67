import EventLoop
import HTTPCodec
import TollgateTesting

@testable import Upstream

/// A directory on a loop of its own, and a service that a test plays by hand.
struct DirectoryBench {
    let listener: RawListener
    private let loop: TestLoop<Resident>

    /// What lives on the loop.
    private final class Resident {
        let directory: UpstreamDirectory
        let caller = Caller()

        init(_ loop: EventLoop) { directory = UpstreamDirectory(loop: loop, buffers: BufferPool()) }
    }

    init() throws {
        try CurlLibrary.prepare()
        listener = try RawListener()
        loop = try TestLoop { Resident($0) }
    }

    /// An upstream at the listener.
    func target(_ name: String, response: Int64 = 60_000) -> UpstreamTarget {
        let authority = "127.0.0.1:\(listener.port)"
        var timeouts = UpstreamTimeouts()
        timeouts.response = response
        return UpstreamTarget(
            name: name,
            endpoints: [
                Endpoint(name: "http://\(authority)", authority: authority, address: "127.0.0.1", port: listener.port)
            ],
            timeouts: timeouts, forwardsAuthorization: false, authority: authority)
    }

    func use(_ targets: [UpstreamTarget]) throws { try loop.perform { $0.directory.adopt(targets) } }

    func connectionCount() throws -> Int { try loop.perform { $0.directory.connectionCount } }

    /// Begins a call to the upstream at this place.
    func begin(_ place: Int) throws {
        try loop.perform { resident in
            resident.caller.hasEnded = false
            _ = resident.directory[place].connection(for: resident.caller, fresh: false)
        }
    }

    /// Makes a whole call; the service's end of the connection.
    func call(_ place: Int) throws -> RawConnection {
        try begin(place)
        let connection = try listener.accept()
        _ = try connection.readRequest()
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        try waitForEnd()
        return connection
    }

    func waitForEnd() throws { try loop.wait("the end of the call") { $0.caller.hasEnded } }

    /// Whether a call to the upstream at this place is given an unused connection.
    func takesIdle(_ place: Int) throws -> Bool {
        try loop.perform { $0.directory[place].connection(for: $0.caller, fresh: false)?.isConnected ?? false }
    }
}

/// Sends the same GET each time, and notes that the answer has come.
private final class Caller: UpstreamDelegate {
    var hasEnded = false

    func upstreamConnected(_ connection: UpstreamConnection) {
        connection.beginRequest(method: .get)
        _ = connection.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8).span)
        connection.requestSent()
    }

    func upstreamHasRoom(_ connection: UpstreamConnection) {}
    func upstream(_ connection: UpstreamConnection, received head: borrowing ResponseHead, bytes: Span<UInt8>) {}
    func upstream(_ connection: UpstreamConnection, received content: Span<UInt8>) {}
    func upstreamPaused(_ connection: UpstreamConnection) -> Bool { true }
    func upstreamEnded(_ connection: UpstreamConnection) { hasEnded = true }
    func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) {}
}
