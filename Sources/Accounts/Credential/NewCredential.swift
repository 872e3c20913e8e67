/// Something just made that authenticates: the only moment at which its text exists on our side.
package struct NewCredential<Record: Hashable & Sendable>: Hashable, Sendable {
    /// What authenticates. Given once, never stored, never logged.
    package let text: String
    /// What is kept of it, SHA-256 of the text: 32 bytes.
    package let digest: [UInt8]
    /// What is known of it.
    package let record: Record

    /// - Parameter text: see the property.
    init(text: String, record: Record) {
        self.text = text
        digest = AccountMaker.digest(of: text)
        self.record = record
    }
}

/// What a browser authenticates with: 43 characters of base64url.
package typealias NewSession = NewCredential<Session>

/// What a script authenticates with: `tlg_` and 43 characters of base64url.
package typealias NewAPIToken = NewCredential<APIToken>

/// What an invitation's link ends in: 43 characters of base64url.
package typealias NewInvitation = NewCredential<Invitation>

extension NewInvitation {
    /// The path of the console's page that accepts it, to follow the console's origin.
    package var path: String { "/#/welcome/" + text }
}
