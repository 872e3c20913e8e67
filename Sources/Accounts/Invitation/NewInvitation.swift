/// An invitation just made: the only moment at which its token exists on our side.
package struct NewInvitation: Hashable, Sendable {
    /// What the link ends in: 43 characters of base64url. Shown once, never stored, never logged.
    package let token: String
    /// What is kept of it, SHA-256 of the token's text: 32 bytes.
    package let digest: [UInt8]
    /// What is known of it.
    package let invitation: Invitation

    package init(token: String, digest: [UInt8], invitation: Invitation) {
        self.token = token
        self.digest = digest
        self.invitation = invitation
    }

    /// The path of the console's page that accepts it, to follow the console's origin.
    package var path: String { "/#/welcome/" + token }
}
