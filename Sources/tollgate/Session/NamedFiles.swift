import Configuration
import Synchronization

/// The files that a configuration names, as they are read: what each was like just before.
final class NamedFiles: Sendable {
    private let noted = Mutex<[(path: String, signature: FileSignature?)]>([])

    /// What tells that one of them has changed since it was read.
    var signatures: [(path: String, signature: FileSignature?)] { noted.withLock { $0 } }

    /// Reads a file.
    func read(_ path: String) -> Result<[UInt8], UnreadableFile> {
        let signature = FileSignature(path: path)
        noted.withLock { noted in
            if !noted.contains(where: { $0.path == path }) { noted.append((path, signature)) }
        }
        return FileBytes.content(path)
    }
}
