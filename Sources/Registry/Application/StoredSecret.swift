/// What is kept of a client secret: enough to recognise it, not enough to use it.
package struct StoredSecret: Hashable, Sendable, Identifiable {
    /// Its name in lists and commands: opaque and public.
    package let id: String
    /// SHA-256 of the secret: 32 bytes.
    package let digest: [UInt8]
    /// When it was made, in seconds since 1970.
    package let createdAt: Int64
    /// From when on it authenticates nothing, in seconds since 1970; `nil` where it has no end.
    package var endsAt: Int64?

    package init(id: String, digest: [UInt8], createdAt: Int64, endsAt: Int64? = nil) {
        self.id = id
        self.digest = digest
        self.createdAt = createdAt
        self.endsAt = endsAt
    }

    /// Whether it authenticates: up to its end, not at it, as with `exp` of a token.
    ///
    /// - Parameter now: Seconds since 1970.
    package func isLive(at now: Int64) -> Bool {
        guard let endsAt else { return true }
        return now < endsAt
    }
}
