/// A client secret just made: the only moment at which its text exists on our side.
package struct NewSecret: Sendable {
    /// What the application authenticates with: 43 characters of base64url. Shown once, never stored, never logged.
    package let text: String
    /// What is kept of it.
    package let stored: StoredSecret

    package init(text: String, stored: StoredSecret) {
        self.text = text
        self.stored = stored
    }
}
