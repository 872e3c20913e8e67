/// What a configuration asks of the signing keys.
package struct KeyPolicy: Hashable, Sendable {
    /// The JOSE name of the algorithm that tokens are to be signed with.
    package let algorithm: String
    /// How long a key signs before the next one does, in seconds; `nil` where keys change only when somebody asks.
    package let rotateEvery: Int64?
    /// For how long after it was signed a token may be accepted, in seconds: its lifetime, and what clocks may differ by.
    package let tokenLifetime: Int64

    package init(algorithm: String, rotateEvery: Int64?, tokenLifetime: Int64) {
        self.algorithm = algorithm
        self.rotateEvery = rotateEvery
        self.tokenLifetime = tokenLifetime
    }

    /// The longest that a key is published before it signs, in seconds.
    package static let longestLead: Int64 = 600

    /// How long a key is published before it signs, in seconds: twice what readers may keep the published set for. Less than
    /// ten minutes only where keys change faster than is of use to anyone but those who try it out.
    package var lead: Int64 { min(Self.longestLead, max(1, (rotateEvery ?? .max) / 2)) }

    /// How long readers may keep the published set, in seconds. The set that lacks the next key is gone everywhere, with as
    /// much time again to spare, by the time that the key signs.
    package var publishedMaxAge: Int64 { lead / 2 }
}
