import Glibc

@testable import ControlSocket

/// What a gateway leaves behind when it is killed.
enum StaleSocket {
    /// Binds a socket in a folder, and closes it without removing its file.
    static func leave(at folder: String) throws {
        let path = try ControlPath(folder: folder)
        let connection = Connection(owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        _ = unsafe path.withAddress { unsafe bind(connection.descriptor, $0, $1) }
        _ = listen(connection.descriptor, 1)
    }
}
