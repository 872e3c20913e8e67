package import Accounts
package import Configuration
package import Registry
package import Signing

/// What the management API works with, handed in by whoever serves it.
package struct ManagementServices: Sendable {
    /// Where everything is kept.
    package var store: any ManagementStore
    /// Has every loop decide by the registry up to a change; returns when they do. What a person is told has happened by
    /// then.
    package var putIntoForce: @Sendable (Int64) async -> Void
    /// The configuration in force.
    package var configuration: @Sendable () async -> GatewayConfiguration
    /// The routes of that, in the order in which they are preferred.
    package var routes: @Sendable () async -> [CataloguedRoute]
    /// What would become of a call.
    package var explain: @Sendable (ExplainQuestion) async throws -> JSONOutput
    /// Seals what is shown once to whoever asks twice.
    package var masterKey: MasterKey
    /// Derives the hashes of passwords.
    package var hasher: PasswordHasher
    /// Checks who signs in, and slows down whoever guesses.
    package var signIn: SignIn
    /// Makes client ids and secrets.
    package var credentials: CredentialMaker
    /// Makes ids, tokens and links of accounts.
    package var accounts = AccountMaker()
    /// Authenticators that are being set up.
    let pendingTOTP = PendingTOTP()
    /// By which names the address may be called; known once it listens.
    package var hosts: @Sendable () -> HostRule
    /// The version that runs, in one line.
    package var version: String
    /// Seconds since 1970.
    package var now: @Sendable () -> Int64
    /// Takes down what an operator must know and a caller must not.
    package var log: @Sendable (String) -> Void

    package init(
        store: any ManagementStore, putIntoForce: @escaping @Sendable (Int64) async -> Void,
        configuration: @escaping @Sendable () async -> GatewayConfiguration,
        routes: @escaping @Sendable () async -> [CataloguedRoute],
        explain: @escaping @Sendable (ExplainQuestion) async throws -> JSONOutput, masterKey: MasterKey,
        hasher: PasswordHasher, signIn: SignIn, credentials: CredentialMaker,
        hosts: @escaping @Sendable () -> HostRule, version: String, now: @escaping @Sendable () -> Int64,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.putIntoForce = putIntoForce
        self.configuration = configuration
        self.routes = routes
        self.explain = explain
        self.masterKey = masterKey
        self.hasher = hasher
        self.signIn = signIn
        self.credentials = credentials
        self.hosts = hosts
        self.version = version
        self.now = now
        self.log = log
    }
}
