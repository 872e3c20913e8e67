/// The key that signing keys are sealed under, so that a copy of the database is worth nothing.
///
/// Written as 32 bytes in base64url, 43 characters, in a file or an environment value.
package struct MasterKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let cipher: AuthenticatedCipher
    private let bytes: [UInt8]

    private init?(bytes: [UInt8]) {
        guard let cipher = AuthenticatedCipher(key: bytes) else { return nil }
        self.cipher = cipher
        self.bytes = bytes
    }

    /// A key from its text, as an environment value holds it; one line break at the end is overlooked.
    ///
    /// - Parameter source: what the text came from, for the message: never the text itself.
    package init(text: String, source: String) throws(MasterKeyError) {
        var text = Array(text.utf8)
        if text.last == 0x0A { text.removeLast() }
        if text.last == 0x0D { text.removeLast() }
        guard let bytes = Base64URL.decode(text.span), let key = MasterKey(bytes: bytes) else {
            throw MasterKeyError(source: source, fault: .malformed)
        }
        self = key
    }

    /// A new key of random bytes.
    package static func random() -> MasterKey {
        let bytes = SecureRandom.bytes(AuthenticatedCipher.keyLength)
        guard let key = MasterKey(bytes: bytes) else { preconditionFailure("a key has the length of a key") }
        return key
    }

    /// Seals a text together with what it belongs to: ``open(_:context:)`` must be given the same context.
    package func seal(_ text: [UInt8], context: [UInt8]) throws(SigningError) -> [UInt8] {
        try cipher.seal(text, context: context)
    }

    /// Opens what was sealed; `nil` where it was sealed under another key or context, or was changed since.
    package func open(_ sealed: [UInt8], context: [UInt8]) throws(SigningError) -> [UInt8]? {
        try cipher.open(sealed, context: context)
    }

    /// What stands for a text that others may guess, such as a request with a password in it: whoever does not have this key
    /// cannot try guesses against it, as they could against a plain digest.
    ///
    /// HMAC-SHA-256 (RFC 2104) under a key of its own, which is derived from this one: what seals does nothing else.
    ///
    /// - Parameter context: what the code is for; codes of different contexts have nothing in common.
    /// - Returns: 32 bytes.
    package func code(of text: [UInt8], context: [UInt8]) -> [UInt8] {
        let key = HMAC.code(of: Array("tollgate code\n".utf8) + context, key: bytes, .sha256)
        return HMAC.code(of: text, key: key, .sha256)
    }

    /// The key as its file has it.
    var text: String { Base64URL.encode(bytes) }

    /// Not the key: what is printed ends up in logs.
    package var description: String { "MasterKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
