import Glibc

extension MasterKey {
    /// Reads the key from a file.
    ///
    /// Refuses a file that anyone but its owner may read or write, and one that belongs to neither this user nor root.
    /// A symbolic link is followed: secrets are often mounted as one.
    package static func load(file path: String) throws(MasterKeyError) -> MasterKey {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? MasterKeyError(source: path, fault: .missing) : failure("open", path)
        }
        defer { close(descriptor) }
        try check(descriptor, path)
        return try MasterKey(text: content(descriptor, path), source: path)
    }

    /// Makes a new key and writes it to a file that must not be there yet, readable by this user only.
    ///
    /// The file appears complete or not at all, also when the machine stops midway: it is written under another name,
    /// flushed, and then linked. A missing folder is made, readable by this user only.
    package static func create(file path: String) throws(MasterKeyError) -> MasterKey {
        let folder = folder(of: path)
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure("mkdir", folder) }
        let key = random()
        let draft = path + ".new-" + Base64URL.encode(SecureRandom.bytes(9))
        defer { unsafe unlink(draft) }
        try write(key.text + "\n", to: draft)
        guard unsafe link(draft, path) == 0 else {
            throw errno == EEXIST ? MasterKeyError(source: path, fault: .exists) : failure("link", path)
        }
        try flush(folder: folder)
        return key
    }

    private static func check(_ descriptor: Int32, _ path: String) throws(MasterKeyError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure("fstat", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw MasterKeyError(source: path, fault: .notAFile) }
        guard status.st_mode & 0o077 == 0 else {
            throw MasterKeyError(source: path, fault: .exposed(mode: status.st_mode & 0o7777))
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw MasterKeyError(source: path, fault: .foreign(owner: status.st_uid))
        }
    }

    /// What the file holds, up to a length that no key has.
    private static func content(_ descriptor: Int32, _ path: String) throws(MasterKeyError) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let result = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + count }, room)
            }
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw failure("read", path) }
            if result == 0 { break }
            count += result
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private static func write(_ text: String, to path: String) throws(MasterKeyError) {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        // A write this short to a regular file is whole, or the disk is full.
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw failure("write", path) }
        guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
    }

    /// Makes the folder's new entry survive a power cut.
    private static func flush(folder: String) throws(MasterKeyError) {
        let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("fsync", folder) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure(_ call: String, _ path: String) -> MasterKeyError {
        let reason = unsafe String(cString: strerror(errno))
        return MasterKeyError(source: path, fault: .system(call: call, reason: reason))
    }
}
