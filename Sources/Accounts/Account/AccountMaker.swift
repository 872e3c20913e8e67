internal import Registry
internal import Signing

/// Makes the ids, tokens and links of accounts, each from 256 random bits where it authenticates and 96 where it names.
///
/// What authenticates is kept as SHA-256 only. It cannot be guessed, so a fast digest is enough.
package struct AccountMaker: Sendable {
    private let random: @Sendable (Int) -> [UInt8]

    /// - Parameter random: So many bytes that nobody can predict.
    package init(random: @escaping @Sendable (Int) -> [UInt8] = { SecureRandom.bytes($0) }) {
        self.random = random
    }

    /// The id of an account.
    package func accountID() -> String { "acc_" + name() }

    /// The id of a merchant.
    package func merchantID() -> String { "mer_" + name() }

    /// A session.
    ///
    /// - Parameters:
    ///   - address: where it signs in from; empty where that has none.
    ///   - userAgent: what the browser says it is; shortened to 200 characters, without controls.
    ///   - now: Seconds since 1970.
    package func session(
        of accountID: String, address: String = "", userAgent: String = "", at now: Int64
    ) -> NewSession {
        let agent = userAgent.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        return NewSession(
            text: token(),
            record: Session(
                id: "ses_" + name(), accountID: accountID, createdAt: now, lastUsedAt: now, address: address,
                userAgent: String(String.UnicodeScalarView(agent.prefix(200)))))
    }

    /// An API token.
    ///
    /// - Parameters:
    ///   - expiresInDays: 1 to ``APIToken/longestLifetime``; 90 where nothing is said.
    ///   - now: Seconds since 1970.
    /// - Throws: ``AccountRefusal`` where name, permissions or lifetime may not be.
    package func apiToken(
        of account: Account, name: String, permissions: Set<Permission>,
        expiresInDays: Int64 = APIToken.usualLifetime, at now: Int64
    ) throws(AccountRefusal) -> NewAPIToken {
        if let fault = ApplicationText.fault(in: name) { throw .invalidName(fault) }
        guard !permissions.isEmpty else { throw .noPermissions }
        let beyond = permissions.subtracting(account.permissions)
        guard beyond.isEmpty else { throw .permissionsNotHeld(beyond.sorted()) }
        guard (1...APIToken.longestLifetime).contains(expiresInDays) else { throw .invalidLifetime }
        return NewAPIToken(
            text: APIToken.prefix + token(),
            record: APIToken(
                id: "tok_" + self.name(), accountID: account.id, name: name, permissions: permissions.sorted(),
                createdAt: now, expiresAt: now + expiresInDays * 86_400, lastUsedDay: nil))
    }

    /// An invitation.
    ///
    /// - Parameters:
    ///   - accountID: whom it is for; `nil` for the first operator.
    ///   - now: Seconds since 1970.
    package func invitation(for accountID: String?, at now: Int64) -> NewInvitation {
        NewInvitation(text: token(), record: Invitation(accountID: accountID, createdAt: now))
    }

    /// What is kept of a session's, API token's or invitation's text: 32 bytes.
    package static func digest(of text: String) -> [UInt8] { SHA256.digest(of: Array(text.utf8)) }

    /// What a page of a session must send with every change (`X-CSRF-Token`): whoever knows it learns nothing of the
    /// session's token, which it is made from.
    package static func csrfToken(ofSession token: String) -> String {
        Base64URL.encode(SHA256.digest(of: Array("tollgate csrf\n\(token)".utf8)))
    }

    private func token() -> String { Base64URL.encode(random(32)) }

    /// Not beginning with a hyphen, which a command would take for an option, is what the prefix is for.
    private func name() -> String { Base64URL.encode(random(12)) }
}
