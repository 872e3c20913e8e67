import Glibc

/// The right to serve from a data folder: one process has it at a time.
///
/// `SO_REUSEPORT` would let a second gateway take half the calls in silence, so it is refused here. The lock is `flock`'s:
/// the kernel lets go of it when the process ends, however it ends, and the file stays (to delete it would let two
/// processes hold locks on two files of the same name).
package final class DataFolderLock: Sendable {
    /// The name of the lock file in the folder.
    package static let fileName = "gateway.lock"

    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``DataFolderError`` where another process has it, which it names; or the file cannot be opened.
    package init(folder: String) throws(DataFolderError) {
        let path = folder.isEmpty ? Self.fileName : folder + "/" + Self.fileName
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw DataFolderError(
                "\(path): the lock cannot be opened (\(DataFolder.words(code))); \(DataFolder.remedy(code))")
        }
        guard Self.take(descriptor) else {
            let code = errno
            let holder = Self.readHolder(descriptor)
            _ = Glibc.close(descriptor)
            throw Self.refusal(folder: folder, path: path, code: code, holder: holder)
        }
        self.descriptor = descriptor
        Self.writeHolder(descriptor)
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// Whether a process has the lock: it serves, or begins or ceases to. Where that cannot be found out, none has.
    package static func isHeld(folder: String) -> Bool {
        let path = folder.isEmpty ? fileName : folder + "/" + fileName
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { _ = Glibc.close(descriptor) }
        // Shared, so that two who ask do not see each other; let go of by the close.
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// Takes the lock; tries for a tenth of a second, because who asks ``isHeld(folder:)`` has it for a moment.
    private static func take(_ descriptor: Int32) -> Bool {
        for _ in 0..<20 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK else { return false }
            usleep(5_000)
        }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    private static func refusal(folder: String, path: String, code: Int32, holder: Int32?) -> DataFolderError {
        guard code == EWOULDBLOCK else {
            return DataFolderError(
                "\(path): the lock cannot be taken (\(DataFolder.words(code))); the file system must know flock(2)")
        }
        let name = holder.map { "process \($0)" } ?? "another process"
        return DataFolderError(
            "\(folder.isEmpty ? "." : folder): \(name) serves from this data folder already (\(path)); stop it first, or give this gateway a folder of its own"
        )
    }

    /// The process id in the file; `nil` where its holder has not written it yet.
    private static func readHolder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    /// For people who read a refusal; the lock holds without it, so that a full disk is no reason not to start.
    private static func writeHolder(_ descriptor: Int32) {
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}
