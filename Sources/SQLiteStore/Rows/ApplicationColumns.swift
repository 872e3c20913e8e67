import GRDB
import Registry

/// The columns that make up an application where it is read from a document in the history.
///
/// Scopes and secrets arrive as one text each, separated by single spaces, which neither can contain.
enum ApplicationColumns {
    /// Reads an application.
    static func application(_ reader: RowReader) throws -> Application {
        Application(
            id: try reader.parsed("id", as: "a client id") { ClientID.isValid($0) ? $0 : nil },
            number: try reader.integer("number"),
            name: try reader.text("name"),
            owner: try reader.text("owner"),
            scopes: try reader.parsed("scopes", as: "a list of scopes", scopes),
            secrets: try reader.parsed("secrets", as: "a list of secrets", secrets),
            isEnabled: try reader.flag("enabled"),
            generation: try reader.integer("generation"),
            createdAt: try reader.integer("created_at"),
            updatedAt: try reader.integer("updated_at")
        )
    }

    /// The scopes that a text lists, in ascending order; `nil` where one of them is none.
    static func scopes(_ text: String) -> [Scope]? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        let scopes = parts.compactMap { Scope($0) }
        return scopes.count == parts.count ? scopes.sorted() : nil
    }

    /// Four words a secret: id, digest in hexadecimal, time, and its end or `-`.
    private static func secrets(_ text: String) -> [StoredSecret]? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count % 4 == 0 else { return nil }
        let secrets = stride(from: 0, to: words.count, by: 4).compactMap { index -> StoredSecret? in
            guard let digest = bytes(hexadecimal: words[index + 1]), digest.count == 32,
                let time = Int64(words[index + 2]), !words[index].isEmpty
            else { return nil }
            let end = Int64(words[index + 3])
            guard end != nil || words[index + 3] == "-" else { return nil }
            return StoredSecret(id: String(words[index]), digest: digest, createdAt: time, endsAt: end)
        }
        return secrets.count * 4 == words.count ? secrets : nil
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
