import Glibc

/// The command line's side of the control socket.
package enum ControlClient {
    /// Tells the gateway that serves from a data folder about a change, and waits until every loop decides by it.
    ///
    /// Blocks the calling thread, for at most `timeout`.
    package static func tell(folder: String, _ request: ControlRequest, timeout: Duration = .seconds(5)) -> SyncResult {
        let path: ControlPath
        do {
            path = try ControlPath(folder: folder)
        } catch {
            return .failed(error.message)
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return .failed("\(path.text): no socket can be made (\(systemWords(errno)))") }
        let connection = Connection(owning: descriptor)
        // With O_NONBLOCK a full backlog is an error at once; a gateway whose control thread lives empties it in no time.
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        guard unsafe path.withAddress({ unsafe connect(descriptor, $0, $1) }) == 0 else { return refusal(path, errno) }
        guard connection.send(request.line) else {
            return .failed("\(path.text): the gateway closed the connection")
        }
        return result(of: reply(connection, deadline: Deadline(after: timeout)), asked: request.sequence, path: path)
    }

    private static func refusal(_ path: ControlPath, _ code: Int32) -> SyncResult {
        switch code {
        case ENOENT, ECONNREFUSED: .notServing
        case EACCES, EPERM: .failed("\(path.text): only the gateway's owner may connect; run as that user")
        default: .failed("\(path.text): cannot connect (\(systemWords(code)))")
        }
    }

    /// The reply, or `nil` where none came in time.
    private static func reply(_ connection: Connection, deadline: Deadline) -> ControlReply? {
        var bytes: [UInt8] = []
        while bytes.count < ControlReply.longestLine {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { return ControlReply(line: bytes[..<end]) }
            var watched = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&watched, 1, deadline.pollTimeout)
            if count <= 0 && deadline.hasPassed { return nil }
            guard count > 0 else { continue }
            switch connection.receive(atMost: ControlReply.longestLine) {
            case .bytes(let more): bytes += more
            case .nothingYet: break
            case .ended: return .error("it closed the connection without an answer")
            }
        }
        return .error("its answer is too long")
    }

    private static func result(of reply: ControlReply?, asked: Int64, path: ControlPath) -> SyncResult {
        switch reply {
        case .ok(let reached) where reached >= asked: .acknowledged(reached)
        case .ok(let reached): .failed("\(path.text): the gateway is at change \(reached), not yet at \(asked)")
        case .error(let text): .failed("\(path.text): the gateway answered: \(text)")
        case nil: .failed("\(path.text): the gateway did not answer in time, or not in a way that is understood")
        }
    }
}
