internal import EventLoop
internal import Glibc

/// What access-log lines are written to: a file under a name, or a descriptor that is somebody else's.
struct AccessLogFile {
    private let descriptor: CInt
    /// `nil` for a descriptor that is not ours to close or to open again.
    let path: String?

    /// Takes a descriptor that stays its owner's.
    init(descriptor: CInt) {
        self.descriptor = descriptor
        path = nil
    }

    /// Opens a file for appending; where there is none, one that its owner may write, its group read and others neither.
    init(path: String) throws(SystemError) {
        // Non-blocking, so that a named pipe without a reader is an error at the start and not a start that never ends.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK
        descriptor = try SystemError.check("open", unsafe open(path, flags, 0o640))
        self.path = path
    }

    /// The same file, opened again: another one where the name now leads to another.
    func opened() throws(SystemError) -> AccessLogFile {
        guard let path else { return self }
        return try AccessLogFile(path: path)
    }

    func close() {
        if path != nil { _ = Glibc.close(descriptor) }
    }

    /// Writes once; how many bytes went, at least one.
    func write(_ bytes: Span<UInt8>) -> Result<Int, SystemError> {
        while true {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if count > 0 { return .success(count) }
            guard count < 0 else { return .failure(SystemError(call: "write", code: ENOSPC)) }
            guard errno == EINTR else { return .failure(SystemError(call: "write", code: errno)) }
        }
    }

    /// Waits for a pipe's reader; whether there is room.
    func waitForRoom(_ milliseconds: CInt) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&request, 1, milliseconds) > 0
    }

    /// Takes back the last bytes that were written; not possible, and not done, where it is not a regular file.
    func takeBack(_ count: Int) {
        var status = stat()
        guard count > 0, unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            Int(status.st_size) >= count
        else { return }
        _ = ftruncate(descriptor, status.st_size - off_t(count))
    }
}
