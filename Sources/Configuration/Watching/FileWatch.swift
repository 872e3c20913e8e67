/// Tells when files have changed and come to rest again.
///
/// It is asked at intervals, because every other way of watching misses something: an editor that renames, a folder that
/// is replaced through a link, a file system of the network. A change is told once it has stood from one look to the
/// next, so that a file which is just being written is not read by halves.
package struct FileWatch: Sendable {
    private var told: [FileSignature?]
    private var seen: [FileSignature?]

    /// - Parameter files: the signatures of the files as they were last read, in a fixed order.
    package init(_ files: [FileSignature?]) {
        told = files
        seen = files
    }

    /// Takes in what the files are like now, and says whether they are to be read again.
    package mutating func look(_ files: [FileSignature?]) -> Bool {
        defer { seen = files }
        guard files != told, files == seen else { return false }
        told = files
        return true
    }
}
