import Glibc

/// What started this process and wants to hear how it is: systemd, where the unit says `Type=notify` (sd_notify(3)).
///
/// Written here because it is one datagram; libsystemd would be one more library that must be there. A service manager
/// that is not there, or does not listen, is no reason to do anything else than without one.
enum ServiceManager {
    /// What it may be told.
    enum State: Hashable {
        /// The start goes on, and may take a minute more from now; in words.
        case starting(String)
        /// Calls are served; in words for `systemctl status`.
        case ready(String)
        /// The configuration is being read again; ``ready(_:)`` follows.
        case reloading
        /// Calls under way may end; then the process does.
        case stopping(String)

        /// The datagram.
        var message: String {
            switch self {
            case .starting(let status): "EXTEND_TIMEOUT_USEC=60000000\nSTATUS=\(Self.line(status))"
            case .ready(let status): "READY=1\nSTATUS=\(Self.line(status))"
            case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Self.monotonicMicroseconds)"
            case .stopping(let status): "STOPPING=1\nSTATUS=\(Self.line(status))"
            }
        }

        /// A line break would begin another assignment.
        private static func line(_ text: String) -> String {
            text.split(whereSeparator: \.isNewline).joined(separator: " ")
        }

        private static var monotonicMicroseconds: Int64 {
            var now = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &now)
            return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
        }
    }

    /// Tells it, if there is one.
    static func tell(_ state: State) {
        guard let path = unsafe getenv("NOTIFY_SOCKET") else { return }
        send(state.message, to: unsafe String(cString: path))
    }

    /// Sends a datagram to a unix socket; a path that begins with `@` is a name without a file (unix(7), abstract).
    private static func send(_ message: String, to path: String) {
        var name = Array(path.utf8)
        var address = sockaddr_un()
        guard name.first == UInt8(ascii: "/") || name.first == UInt8(ascii: "@"),
            name.count < MemoryLayout.size(ofValue: address.sun_path)
        else { return }
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { _ = close(descriptor) }
        let bytes = Array(message.utf8)
        _ = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe sendto(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL), address, length)
            }
        }
    }
}
