/// A session just made: the only moment at which its token exists on our side.
package struct NewSession: Hashable, Sendable {
    /// What the browser authenticates with: 43 characters of base64url. Given once, never stored, never logged.
    package let token: String
    /// What is kept of it, SHA-256 of the token's text: 32 bytes.
    package let digest: [UInt8]
    /// What is known of it.
    package let session: Session

    package init(token: String, digest: [UInt8], session: Session) {
        self.token = token
        self.digest = digest
        self.session = session
    }
}
