package import Signing

/// The secret that an account shares with an authenticator (RFC 6238: SHA-1, 30 s, 6 digits, as every authenticator has it).
package struct TOTPSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// How long a step lasts, in seconds.
    package static let step: Int64 = 30
    /// How many digits a code has.
    package static let digits = 6
    /// How many bytes a secret has: as many as the digest (RFC 4226 §4, R6).
    private static let length = 20

    private let bytes: [UInt8]

    /// - Parameter bytes: 16 or more; `nil` for fewer.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 16 else { return nil }
        self.bytes = bytes
    }

    /// A new secret of random bytes.
    package static func random() -> TOTPSecret {
        guard let secret = TOTPSecret(SecureRandom.bytes(length)) else {
            preconditionFailure("a secret has the length of a secret")
        }
        return secret
    }

    /// What is typed into an authenticator: base32. Shown once, when it is set up.
    package var text: String { Base32.encode(bytes) }

    /// The address that an authenticator reads from a picture.
    ///
    /// - Parameters:
    ///   - issuer: what the authenticator shows above the name, such as the console's host.
    ///   - name: the account's name.
    package func uri(issuer: String, name: String) -> String {
        let (issuer, name) = (Self.escaped(issuer), Self.escaped(name))
        return "otpauth://totp/\(issuer):\(name)?secret=\(text)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    /// The number of the step that a code was made in: at that time, one step before or one after (RFC 6238 §5.2).
    ///
    /// - Parameters:
    ///   - code: six digits; spaces among them are overlooked.
    ///   - now: Seconds since 1970.
    ///   - last: The number of the last step whose code was used: codes up to that are refused, so that a code that was
    ///     seen is worth nothing.
    /// - Returns: `nil` where it is the code of none of them.
    package func step(of code: String, at now: Int64, after last: Int64) -> Int64? {
        let code = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
        let current = now / Self.step
        var found: Int64?
        for step in current - 1...current + 1 where constantTimeEquals(self.code(at: step), code) && step > last {
            found = step
        }
        return found
    }

    /// The code of a step: six digits (RFC 4226 §5.3).
    package func code(at step: Int64) -> [UInt8] {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
        let digest = HMAC.code(of: counter, key: bytes, .sha1)
        let offset = Int(digest[19] & 0x0F)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return Array(repeating: UInt8(ascii: "0"), count: Self.digits - digits.utf8.count) + Array(digits.utf8)
    }

    /// Seals it for one account, so that a row cannot be passed off as another's.
    package func sealed(under masterKey: MasterKey, accountID: String) throws(SigningError) -> [UInt8] {
        try masterKey.seal(bytes, context: Self.context(accountID))
    }

    /// Opens what was sealed; `nil` where it was sealed under another key or for another account, or was changed since.
    package static func open(
        _ sealed: [UInt8], under masterKey: MasterKey, accountID: String
    ) throws(SigningError) -> TOTPSecret? {
        try masterKey.open(sealed, context: context(accountID)).flatMap(TOTPSecret.init)
    }

    private static func context(_ accountID: String) -> [UInt8] { Array("tollgate totp secret\n\(accountID)".utf8) }

    /// Percent-encoded but for the unreserved (RFC 3986 §2.3).
    private static func escaped(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Not the secret: what is printed ends up in logs.
    package var description: String { "TOTPSecret" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
