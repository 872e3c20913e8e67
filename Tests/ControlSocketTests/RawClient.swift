import Glibc

@testable import ControlSocket

/// A client that sends whatever it likes, and reads to the end.
struct RawClient {
    private let connection: Connection

    init(_ folder: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        connection = Connection(owning: descriptor)
        let path = try ControlPath(folder: folder)
        guard unsafe path.withAddress({ unsafe connect(descriptor, $0, $1) }) == 0 else { throw NotConnected() }
    }

    struct NotConnected: Error {}

    func send(_ text: String) { _ = connection.send(text) }

    /// Ends the sending side.
    func finish() { _ = shutdown(connection.descriptor, Int32(SHUT_WR)) }

    /// Waits for everything the server says until it closes.
    func readToEnd() -> String {
        var bytes: [UInt8] = []
        while true {
            var watched = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&watched, 1, 10_000)
            switch connection.receive(atMost: 512) {
            case .bytes(let more): bytes += more
            case .nothingYet: return String(decoding: bytes, as: UTF8.self) + "(nothing for ten seconds)"
            case .ended: return String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}
