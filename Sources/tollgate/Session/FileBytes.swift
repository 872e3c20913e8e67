import Glibc

/// Reads small files whole.
enum FileBytes {
    /// The most bytes that are read; a configuration or a secret is far smaller, a device never ends.
    static let most = 64 << 20

    /// The content of a file.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { _ = close(descriptor) }
        return try read(descriptor: descriptor, most: most, name: path)
    }

    /// What is left to read from a descriptor, at most so many bytes.
    ///
    /// - Parameter name: what it is called in messages.
    static func read(descriptor: Int32, most: Int, name: String) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= most {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count == 0 { return bytes }
            if count > 0 { bytes += buffer.prefix(count) } else if errno != EINTR { throw failure(name) }
        }
        throw CommandFailure("\(name): the file is larger than \(most) bytes; name another one")
    }

    private static func failure(_ path: String) -> CommandFailure {
        let words = if let text = unsafe strerror(errno) { unsafe String(cString: text) } else { "error \(errno)" }
        return CommandFailure("\(path): the file cannot be read (\(words))")
    }
}
