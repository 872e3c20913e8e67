package import Accounts
package import Registry
internal import Testing

/// What every store of accounts, merchants, sessions and the audit must do, whatever holds its rows. Each rule takes an empty
/// store.
package enum AccountConformance {
    /// A store of everything.
    package typealias Store = AccountStore & ApplicationStore & AuditLog & MerchantStore & SessionStore

    /// One rule, with the sentence that names it.
    package struct Rule: Sendable, CustomTestStringConvertible {
        /// The sentence.
        package let testDescription: String
        /// Holds an empty store to the rule.
        package let check: @Sendable (any Store) async throws -> Void

        init(_ sentence: String, _ check: @escaping @Sendable (any Store) async throws -> Void) {
            testDescription = sentence
            self.check = check
        }
    }

    /// Every rule.
    package static let rules = accounts + credentials + merchants + bounds + sessions + tokens + audit

    /// Who makes the changes, and when.
    package static let origin = ChangeOrigin(time: 1000, who: "test")

    static func at(_ time: Int64) -> ChangeOrigin { ChangeOrigin(time: time, who: "test") }

    /// Makes ids and tokens.
    static let maker = AccountMaker()

    /// A hash that no password has.
    package static func hash(_ byte: UInt8) -> PasswordHash {
        PasswordHash(
            cost: PasswordHasher.usualCost, salt: Array(repeating: byte, count: 16),
            hash: Array(repeating: byte, count: 32))
    }

    /// Makes an account with a password.
    @discardableResult
    static func add(
        _ store: any Store, _ name: String, _ role: AccountRole = .operator, password: PasswordHash? = hash(1)
    ) async throws -> Account {
        let wanted = NewAccount(id: "acc_" + name, name: name, role: role, password: password)
        let made = try await store.addAccount(wanted, invitation: nil, once: nil, by: origin)
        return try #require(made.made)
    }

    /// Makes a merchant.
    @discardableResult
    static func addMerchant(_ store: any Store, _ name: String, _ allowed: String...) async throws -> Merchant {
        let wanted = NewMerchant(id: "mer_" + name, name: name, allowedScopes: allowed.compactMap { Scope($0) })
        return try #require(try await store.addMerchant(wanted, once: nil, by: origin).made)
    }

    /// Signs somebody in.
    static func signIn(
        _ store: any Store, _ account: Account, at now: Int64 = 1000
    ) async throws -> NewSession {
        let verified = try #require(try await store.credentials(of: account.id))
        let session = maker.session(of: account.id, address: "192.0.2.1", userAgent: "test", at: now)
        _ = try await store.startSession(session, verified: verified, step: nil, by: at(now))
        return session
    }

    /// Expects a refusal, and that it left no trace: neither in the audit, nor in what the accounts are.
    static func expectRefused(
        _ refusal: AccountRefusal, by store: any Store, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async throws {
        let before = try await (store.accounts(matching: AccountQuery()), store.auditEntries(matching: AuditQuery()))
        do {
            try await body()
            Issue.record("not refused", sourceLocation: sourceLocation)
        } catch {
            #expect(error as? AccountError == .refused(refusal), sourceLocation: sourceLocation)
        }
        let after = try await (store.accounts(matching: AccountQuery()), store.auditEntries(matching: AuditQuery()))
        #expect(after.0 == before.0, sourceLocation: sourceLocation)
        #expect(after.1 == before.1, sourceLocation: sourceLocation)
    }

    /// The kinds of the audit's entries, oldest first.
    static func kinds(_ store: any Store) async throws -> [String] {
        try await store.auditEntries(from: 1, limit: 1000).map(\.kind)
    }
}
