import Glibc

/// Files that appear whole or not at all: written under another name, flushed, then linked.
extension DataFolder {
    /// Makes an empty file that only this user may read.
    static func makeDraft(_ path: String) throws(DataFolderError) {
        guard try makeFile(path) else {
            throw DataFolderError("\(path): the file is there already; remove it and repeat this")
        }
    }

    /// Gives a draft its name, where nothing may stand yet.
    static func publish(_ draft: String, as path: String) throws(DataFolderError) {
        let descriptor = unsafe Glibc.open(draft, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw unwritable(draft) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw unwritable(draft) }
        guard unsafe link(draft, path) == 0 else {
            if errno == EEXIST { throw DataFolderError("\(path): a file stands there already; name another one") }
            throw unwritable(path)
        }
        try flush(parent(of: path))
    }

    private static func unwritable(_ path: String) -> DataFolderError {
        let code = errno
        return DataFolderError("\(path): the file cannot be written (\(words(code))); \(remedy(code))")
    }
}
