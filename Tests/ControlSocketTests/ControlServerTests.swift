import Foundation
import Synchronization
import Testing

@testable import ControlSocket

@Suite struct ControlServerTests {
    private let folder: ShortFolder

    init() throws { folder = try ShortFolder() }

    /// Runs something that blocks, away from Swift's own threads: the handlers under test need those.
    private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    private func sync(_ sequence: Int64, timeout: Duration = .seconds(5)) async throws -> SyncResult {
        try await blocking { [path = folder.path] in
            ControlClient.tell(folder: path, .sync(sequence), timeout: timeout)
        }
    }

    private func raw(_ text: String, finish: Bool = false) async throws -> String {
        try await blocking { [path = folder.path] in
            let client = try RawClient(path)
            client.send(text)
            if finish { client.finish() }
            return client.readToEnd()
        }
    }

    @Test func `a client hears that its change is in force`() async throws {
        let asked = Mutex<[ControlRequest]>([])
        let server = try ControlServer(folder: folder.path) { request in
            asked.withLock { $0.append(request) }
            return request.sequence + 1
        }
        #expect(try await sync(41) == .acknowledged(42))
        #expect(try await sync(.max - 1) == .acknowledged(.max))
        let path = folder.path
        #expect(try await blocking { ControlClient.tell(folder: path, .keys(7)) } == .acknowledged(8))
        let expected: [ControlRequest] = [.sync(41), .sync(.max - 1), .keys(7)]
        #expect(asked.withLock { $0 } == expected)
        server.stop()
    }

    @Test func `a gateway that is behind has not acknowledged`() async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence - 1 }
        #expect(
            try await sync(7)
                == .failed("\(folder.socket): the gateway is at change 6, not yet at 7"))
        server.stop()
    }

    @Test func `without a gateway there is nobody to tell`() async throws {
        #expect(try await sync(1) == .notServing)
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        #expect(try await sync(1) == .acknowledged(1))
        server.stop()
        #expect(try await sync(1) == .notServing)
        #expect(!FileManager.default.fileExists(atPath: folder.socket))
    }

    @Test func `a socket that a crash left behind is nobody, and is replaced`() async throws {
        try StaleSocket.leave(at: folder.path)
        #expect(FileManager.default.fileExists(atPath: folder.socket))
        #expect(try await sync(1) == .notServing)
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        #expect(try await sync(1) == .acknowledged(1))
        server.stop()
    }

    @Test func `a file in the socket's place is kept and refused`() throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.socket))
        #expect(
            throws: ControlSocketError(
                "\(folder.socket): it is not a socket, so it is not replaced; move it away")
        ) { try ControlServer(folder: folder.path) { $0.sequence } }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.socket)) == Data("mine".utf8))
    }

    @Test func `only the owner may connect`() throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.socket)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        server.stop()
    }

    @Test(arguments: [
        "\n", "sync\n", "sync \n", "sync x\n", "sync -1\n", "sync +1\n", "sync 1 2\n", "SYNC 1\n", "sync  1\n",
        "sync 9223372036854775808\n", "sync 1\r\n", "sync 1\nsync 2\n", "\u{0}\n", "sync ١\n",
    ])
    func `what is not a request is answered with an error`(text: String) async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        #expect(try await raw(text) == "error not a request; one line is expected: sync SEQUENCE, or keys SEQUENCE\n")
        #expect(try await raw("sync 9223372036854775807\n") == "ok 9223372036854775807\n")
        server.stop()
    }

    @Test func `a line that is too long is answered with an error`() async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        #expect(try await raw(String(repeating: "x", count: 64)) == "error the line is too long\n")
        #expect(try await raw("sync " + String(repeating: "0", count: 57) + "1\n") == "ok 1\n")
        server.stop()
    }

    @Test func `a line that arrives in pieces is one request`() async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        let path = folder.path
        let answer = try await blocking {
            let client = try RawClient(path)
            client.send("sy")
            // A whole exchange on another connection lies between, so that the first piece was certainly read.
            _ = ControlClient.tell(folder: path, .sync(1))
            client.send("nc 5\n")
            return client.readToEnd()
        }
        #expect(answer == "ok 5\n")
        server.stop()
    }

    @Test func `a client that sends nothing is dropped in time and keeps no other waiting`() async throws {
        let server = try ControlServer(folder: folder.path, timeout: .milliseconds(200)) { $0.sequence }
        let path = folder.path
        let (other, silent) = try await blocking {
            let client = try RawClient(path)
            return (ControlClient.tell(folder: path, .sync(3)), client.readToEnd())
        }
        #expect(other == .acknowledged(3))
        #expect(silent == "error the line did not end in time\n")
        server.stop()
    }

    @Test func `a client that leaves in the middle of its line harms nobody`() async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        #expect(try await raw("sync 1", finish: true) == "")
        #expect(try await sync(2) == .acknowledged(2))
        server.stop()
    }

    @Test func `more clients than are read at once are all answered`() async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        let results = try await withThrowingTaskGroup(of: SyncResult.self) { group in
            for index in 0..<12 { group.addTask { try await sync(Int64(index)) } }
            return try await group.reduce(into: Set<SyncResult>()) { $0.insert($1) }
        }
        #expect(results == Set((0..<12).map { .acknowledged(Int64($0)) }))
        server.stop()
    }

    @Test func `a handler that does not return keeps neither others nor the end waiting`() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let server = try ControlServer(folder: folder.path) { request in
            if request.sequence == 1 { for await _ in gate.stream {} }
            return request.sequence
        }
        #expect(
            try await sync(1, timeout: .milliseconds(100))
                == .failed(
                    "\(folder.socket): the gateway did not answer in time, or not in a way that is understood"))
        #expect(try await sync(2) == .acknowledged(2))
        server.stop()
        gate.continuation.finish()
    }

    @Test func `stopping twice, or not at all, is harmless`() async throws {
        let server = try ControlServer(folder: folder.path) { $0.sequence }
        server.stop()
        server.stop()
        do { _ = try ControlServer(folder: folder.path) { $0.sequence } }
        #expect(try await sync(1) == .notServing)
    }
}
