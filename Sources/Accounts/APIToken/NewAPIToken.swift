/// An API token just made: the only moment at which its text exists on our side.
package struct NewAPIToken: Hashable, Sendable {
    /// What a script authenticates with: `tlg_` and 43 characters of base64url. Shown once, never stored, never logged.
    package let text: String
    /// What is kept of it, SHA-256 of the text: 32 bytes.
    package let digest: [UInt8]
    /// What is known of it.
    package let token: APIToken

    package init(text: String, digest: [UInt8], token: APIToken) {
        self.text = text
        self.digest = digest
        self.token = token
    }
}
