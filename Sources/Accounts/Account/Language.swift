/// A language of the console. The raw value is its tag (RFC 5646).
package enum Language: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case dutch = "nl"
}
