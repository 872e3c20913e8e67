import Glibc

/// The folder of the database, the control socket and the lock: only its owner may look into it.
package enum DataFolder {
    /// Makes a folder and those above it that do not exist, each with mode 0700; one that exists is left as it is.
    package static func create(_ path: String) throws(DataFolderError) {
        if path.isEmpty || isFolder(path) { return }
        try create(parent(of: path))
        guard unsafe mkdir(path, 0o700) != 0 else { return }
        let code = errno
        // Another process may have made it in the meantime.
        if code == EEXIST && isFolder(path) { return }
        throw DataFolderError("\(path): the folder cannot be made (\(words(code))); \(remedy(code))")
    }

    /// Checks that a file can be read and written; makes it, empty and with mode 0600, where it does not exist and may be
    /// made.
    ///
    /// SQLite gives its -wal and -shm files the mode of the database, so that this settles theirs too.
    static func openFile(_ path: String, create: Bool) throws(DataFolderError) {
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0o600)
        guard descriptor >= 0 else {
            let code = errno
            if code == ENOENT && !create {
                throw DataFolderError(
                    "\(path): there is no database; registering an application makes it, and so does the gateway when it starts"
                )
            }
            throw DataFolderError("\(path): the file cannot be opened (\(words(code))); \(remedy(code))")
        }
        _ = Glibc.close(descriptor)
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
