/// What two names that differ only in case have in common.
package enum NameKey {
    /// A text without case. Through upper case, because some letters have several lower ones: `ß` and `SS` become `ss`, `ς`
    /// and `Σ` become `σ`.
    package static func fold(_ text: String) -> String { text.uppercased().lowercased() }
}
