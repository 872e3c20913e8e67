/// Why a file cannot be read.
package struct UnreadableFile: Error, Hashable, Sendable {
    /// The system's words, such as `No such file or directory`.
    package let words: String

    package init(_ words: String) { self.words = words }
}
