import Glibc

/// The folder of the database, the control socket and the lock: only its owner may look into it.
package enum DataFolder {
    /// Makes a folder and those above it that do not exist, each with mode 0700; one that exists is left as it is.
    package static func create(_ path: String) throws(DataFolderError) {
        if path.isEmpty || isFolder(path) { return }
        try create(parent(of: path))
        if unsafe mkdir(path, 0o700) != 0 {
            let code = errno
            // Another process may have made it in the meantime; what follows is then done twice.
            guard code == EEXIST && isFolder(path) else {
                throw DataFolderError("\(path): the folder cannot be made (\(words(code))); \(remedy(code))")
            }
        }
        try flush(parent(of: path))
    }

    /// Makes a folder's new entries survive a power cut: what lies in a file that was flushed is lost with the file's name.
    static func flush(_ folder: String) throws(DataFolderError) {
        let path = folder.isEmpty ? "." : folder
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder that others own may be passed through and not read.
        guard descriptor >= 0 || errno != EACCES else { return }
        defer { _ = Glibc.close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else {
            let code = errno
            throw DataFolderError("\(path): the folder cannot be flushed (\(words(code))); \(remedy(code))")
        }
    }

    /// Checks that a file can be read and written; makes it, empty and with mode 0600, where it does not exist and may be
    /// made.
    ///
    /// SQLite gives its -wal and -shm files the mode of the database, so that this settles theirs too.
    ///
    /// A file that exists is never opened here. SQLite's locks are those of the process (fcntl(2)): closing any descriptor
    /// of the file would drop them, and another process could take itself for the last one and delete the -wal file that
    /// this one goes on writing to.
    static func prepareFile(_ path: String, create: Bool) throws(DataFolderError) {
        if create, try makeFile(path) { return }
        guard unsafe faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) != 0 else { return }
        let code = errno
        if code == ENOENT && !create {
            throw DataFolderError(
                "\(path): there is no database; registering an application makes it, and so does the gateway when it starts"
            )
        }
        throw DataFolderError("\(path): the file cannot be opened (\(words(code))); \(remedy(code))")
    }

    /// Makes a file; whether there was none.
    static func makeFile(_ path: String) throws(DataFolderError) -> Bool {
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            if code == EEXIST { return false }
            throw DataFolderError("\(path): the file cannot be opened (\(words(code))); \(remedy(code))")
        }
        _ = Glibc.close(descriptor)
        try flush(parent(of: path))
        return true
    }

    /// What lies before the last `/`: empty for a bare name, `/` for what lies in the root.
    package static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        let head = path[..<slash]
        return head.isEmpty ? "/" : String(head)
    }

    static func words(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }

    static func remedy(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "run as its owner, or change the owner of the folder above"
        case ENOTDIR, EEXIST: "a file stands in its place; move it away or choose another path"
        case EROFS: "the file system is read-only; choose another path"
        case ENOSPC: "the disk is full; make room"
        default: "choose another path or put that right"
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
