import Glibc

/// The socket file in the data folder, listening.
///
/// Only its owner can connect (mode 0600). A file that an earlier gateway left behind is replaced: whoever listens here
/// holds the lock of the data folder, so nobody can be listening on it.
final class Listener: Sendable {
    /// The socket. Valid as long as this object lives.
    let descriptor: Int32
    private let path: ControlPath

    init(_ path: ControlPath) throws(ControlSocketError) {
        try Self.removeStale(path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Self.failure(path, "made") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // Before bind, which takes the mode of the file from here: it never stands there with a wider one.
        _ = fchmod(descriptor, 0o600)
        let isListening =
            unsafe path.withAddress { unsafe bind(descriptor, $0, $1) } == 0 && listen(descriptor, 16) == 0
        guard isListening else {
            let failure = Self.failure(path, "made")
            _ = close(descriptor)
            throw failure
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        self.descriptor = descriptor
        self.path = path
    }

    /// Must happen before the lock of the data folder is let go: the file could be the next gateway's by then.
    deinit {
        _ = close(descriptor)
        _ = unsafe unlink(path.text)
    }

    /// What an attempt to accept came to.
    enum Accepted {
        case connection(Connection)
        case nobody
        /// Out of descriptors or memory: whoever is at the door stays there, so that polling again at once would spin.
        case exhausted
    }

    /// Takes the next client that waits.
    func accept() -> Accepted {
        let client = Glibc.accept(descriptor, nil, nil)
        if client >= 0 { return .connection(Connection(owning: client)) }
        return switch errno {
        case EAGAIN, EINTR, ECONNABORTED: .nobody
        default: .exhausted
        }
    }

    private static func removeStale(_ path: ControlPath) throws(ControlSocketError) {
        var status = stat()
        guard unsafe lstat(path.text, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ControlSocketError("\(path.text): it is not a socket, so it is not replaced; move it away")
        }
        guard unsafe unlink(path.text) == 0 else { throw failure(path, "replaced") }
    }

    private static func failure(_ path: ControlPath, _ verb: String) -> ControlSocketError {
        let code = errno
        return ControlSocketError(
            "\(path.text): the control socket cannot be \(verb) (\(systemWords(code))); check that the data folder exists and is yours"
        )
    }
}
