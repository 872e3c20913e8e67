/// Makes text from a request safe to repeat.
enum PlainText {
    /// The longest text that is repeated, in characters.
    private static let longest = 64

    /// Text with `?` for everything that `error_description` may not hold, cut where it is long: only
    /// `%x20-21 / %x23-5B / %x5D-7E` (RFC 6749 §5.2).
    static func quotable(_ text: String) -> String {
        let characters = printable(text).map { $0 == "\"" || $0 == "\\" ? "?" : $0 }
        guard characters.count > longest else { return String(characters) }
        return String(characters.prefix(longest)) + "..."
    }

    /// Text with `?` for everything that is not printable ASCII.
    static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { 0x20...0x7E ~= $0.value ? $0 : "?" }))
    }
}
