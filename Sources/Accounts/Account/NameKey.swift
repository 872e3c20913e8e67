/// What two names that differ only in case have in common.
package enum NameKey {
    /// A text without case. Through both cases, because some letters have several of the other: `ß`, `ẞ` and `SS` become
    /// `ss`, `ς` and `Σ` become `σ`.
    package static func fold(_ text: String) -> String { text.lowercased().uppercased().lowercased() }
}
