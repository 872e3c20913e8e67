package import Signing

/// What is kept of a password: scrypt in the PHC string format, `$scrypt$ln=15,r=8,p=1$salt$hash`.
///
/// The cost stands in it, so that it can be raised for new passwords without locking out the old.
package struct PasswordHash: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// What deriving it costs.
    package let cost: Scrypt.Cost
    /// 16 random bytes.
    package let salt: [UInt8]
    /// 32 bytes derived from password and salt.
    package let hash: [UInt8]

    package init(cost: Scrypt.Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// From its text; `nil` where that is not such a string, or asks for a cost out of range.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = Self.cost(parts[2]),
            let salt = Base64.decodeUnpadded(parts[3]), !salt.isEmpty,
            let hash = Base64.decodeUnpadded(parts[4]), hash.count == Scrypt.length
        else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
    }

    /// Its text, as it is stored.
    package var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)$"
            + Base64.encodeUnpadded(salt) + "$" + Base64.encodeUnpadded(hash)
    }

    private static func cost(_ text: Substring) -> Scrypt.Cost? {
        let values = text.split(separator: ",", omittingEmptySubsequences: false)
        guard values.count == 3, values[0].hasPrefix("ln="), values[1].hasPrefix("r="), values[2].hasPrefix("p="),
            let logN = Int(values[0].dropFirst(3)), let blockSize = Int(values[1].dropFirst(2)),
            let parallelism = Int(values[2].dropFirst(2))
        else { return nil }
        return Scrypt.Cost(logN: logN, blockSize: blockSize, parallelism: parallelism)
    }

    /// Not the hash: what is printed ends up in logs.
    package var description: String { "PasswordHash" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
