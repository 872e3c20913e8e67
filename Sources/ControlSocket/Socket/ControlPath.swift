import Glibc

/// Where the control socket of a data folder is.
package struct ControlPath: Hashable, Sendable {
    /// The name of the socket in the folder.
    package static let fileName = "control.sock"
    /// The most bytes that the path of a unix socket may have: `sun_path` has 108, one of them ends it (unix(7)).
    package static let longest = 107

    /// The path.
    package let text: String

    /// - Throws: ``ControlSocketError`` where no socket can have that path. It would otherwise be cut, and lie elsewhere.
    package init(folder: String) throws(ControlSocketError) {
        text = folder.isEmpty ? Self.fileName : folder + "/" + Self.fileName
        let count = text.utf8.count
        guard count <= Self.longest else {
            throw ControlSocketError(
                "\(text): the path has \(count) bytes, and that of a unix socket at most \(Self.longest); use a data folder with a shorter path"
            )
        }
        guard !text.utf8.contains(0) else {
            throw ControlSocketError("the path of the data folder holds a NUL; take that away")
        }
    }

    /// Calls `bind` or `connect` with the path as a socket address.
    func withAddress(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The path fits (see init), and what follows it stays zero.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: text.utf8) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe call(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
