internal import Glibc

/// What tells one state of a file from another without reading it.
///
/// Symbolic links are followed to their end, so that a link which is turned to another file, as mounted configuration
/// is replaced, changes the signature as an edit does. The kernel sets the time of change itself, and nobody can set it
/// back.
package struct FileSignature: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let changedSeconds: Int
    private let changedNanoseconds: Int

    /// The signature of a file as it is now; `nil` where there is none.
    package init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        changedSeconds = status.st_ctim.tv_sec
        changedNanoseconds = status.st_ctim.tv_nsec
    }
}
