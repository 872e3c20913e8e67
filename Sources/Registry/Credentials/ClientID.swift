internal import Signing

/// The shape of client ids: opaque, public, and plain enough for a header field, a URL, a form and a file name.
package enum ClientID {
    /// The length of the longest, in bytes.
    package static let longest = 64

    /// A client id from random bytes: `app_` and their base32 (RFC 4648 §6, lower case, unpadded).
    ///
    /// Ten bytes make 16 characters: lower case and base32, so that an id survives being read out and typed.
    package static func make(random: [UInt8]) -> String {
        "app_" + Base32.encode(random).lowercased()
    }

    /// Whether a text may be a client id: 1 to 64 of `A–Z a–z 0–9 . _ -`.
    package static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= longest && text.utf8.allSatisfy(Scope.isNameByte)
    }
}
