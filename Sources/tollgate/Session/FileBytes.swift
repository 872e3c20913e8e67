import Configuration
import Glibc

/// Reads small files whole.
enum FileBytes {
    /// The most bytes that are read; a configuration or a secret is far smaller, a device never ends.
    static let most = 64 << 20

    /// How long what is no file, such as a pipe, may take to give its content: whoever reloads must not wait for ever.
    private static let patience = Duration.seconds(5)

    /// The content of a file.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] { try named(path, content(path)) }

    /// The content of a file, or in a few words why it cannot be had.
    static func content(_ path: String) -> Result<[UInt8], UnreadableFile> {
        // A pipe that nobody writes to would keep open() itself waiting.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return .failure(lastError) }
        defer { _ = close(descriptor) }
        return content(of: descriptor, most: most)
    }

    /// What is left to read from a descriptor, at most so many bytes.
    ///
    /// - Parameter name: what it is called in messages.
    static func read(descriptor: Int32, most: Int, name: String) throws(CommandFailure) -> [UInt8] {
        try named(name, content(of: descriptor, most: most))
    }

    private static func named(
        _ name: String, _ content: Result<[UInt8], UnreadableFile>
    ) throws(CommandFailure) -> [UInt8] {
        switch content {
        case .success(let bytes): return bytes
        case .failure(let error): throw CommandFailure("\(name): the file cannot be read (\(error.words))")
        }
    }

    private static func content(of descriptor: Int32, most: Int) -> Result<[UInt8], UnreadableFile> {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let deadline = ContinuousClock.now + patience
        while bytes.count <= most {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count == 0 { return .success(bytes) }
            if count > 0 {
                bytes += buffer.prefix(count)
            } else if errno == EAGAIN {
                guard ContinuousClock.now < deadline else { return .failure(UnreadableFile("its end has not come")) }
                var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&wanted, 1, 100)
            } else if errno != EINTR {
                return .failure(lastError)
            }
        }
        return .failure(UnreadableFile("larger than \(most) bytes; name another one"))
    }

    private static var lastError: UnreadableFile {
        let words = if let text = unsafe strerror(errno) { unsafe String(cString: text) } else { "error \(errno)" }
        return UnreadableFile(words)
    }
}
