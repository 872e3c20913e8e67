import Configuration
import JSONWebToken
import Policy
import Registry
import SQLiteStore
import Signing
import TokenEndpoint

/// Who makes a call that is only asked about: the token that comes with it, and what the decision is made from.
///
/// Where no real token is given, one is issued under a key that is made for this and forgotten, and verified like any
/// other: so every step is the gateway's own.
struct ExplainedCaller {
    /// What the token is.
    enum Source: String, Encodable {
        case none, application, scopes, token
    }

    let source: Source
    /// In compact form; `nil` where none comes.
    let token: String?
    let snapshot: Snapshot

    /// No token.
    static func nobody(_ settings: GatewayConfiguration) throws -> ExplainedCaller {
        ExplainedCaller(source: .none, token: nil, snapshot: snapshot(settings, RegistryView(), try KeySet([])))
    }

    /// A token that was issued, and the keys and applications of the store.
    static func token(
        _ token: String, _ settings: GatewayConfiguration, at now: Int64
    ) async throws -> ExplainedCaller {
        let store = try store(settings)
        let keys: KeySet
        do {
            keys = try await SigningKeys.keySet(store, for: settings)
        } catch let error as KeyRingError {
            throw CommandFailure(error.message)
        }
        // Whose it is counts only where it can be believed, and then its application alone.
        var application: Application?
        if case .success(let token) = settings.makeVerifier(keys: keys).verify(Array(token.utf8).span, at: now) {
            application = try await store.application(token.clientID)
        }
        return ExplainedCaller(
            source: .token, token: token, snapshot: snapshot(settings, view(of: application), keys))
    }

    /// A token with these scopes, of an application that may have them.
    static func scopes(_ scopes: [Scope], _ settings: GatewayConfiguration, at now: Int64) throws -> ExplainedCaller {
        let application = Application(
            id: "explained", number: 1, name: "An application with these scopes", owner: "nobody",
            scopes: Set(scopes).sorted(), secrets: [], isEnabled: true, generation: 1, createdAt: now, updatedAt: now)
        return try issued(.scopes, to: application, scopes, settings, at: now)
    }

    /// A token that the application could fetch now, for all of its scopes.
    static func application(
        _ id: String, _ settings: GatewayConfiguration, at now: Int64
    ) async throws -> ExplainedCaller {
        guard let application = try await store(settings).application(id) else {
            throw RegistryRefusal.unknownApplication(id)
        }
        return try self.application(application, settings, at: now)
    }

    /// The same, of an application as somebody else has read it.
    static func application(
        _ application: Application, _ settings: GatewayConfiguration, at now: Int64
    ) throws -> ExplainedCaller {
        let scopes = application.scopes.filter(settings.declares)
        guard !scopes.isEmpty else {
            throw CommandFailure(
                "application \(application.id): it has no scope that the configuration declares, so it can get no token; "
                    + "`tollgate applications edit` gives it one")
        }
        return try issued(.application, to: application, scopes, settings, at: now)
    }

    /// A registry of one: others have no part in a decision.
    private static func view(of application: Application?) -> RegistryView {
        RegistryView(sequence: 0, applications: application.map { [$0.id: $0] } ?? [:])
    }

    /// The store, which must be there: a question makes none.
    private static func store(_ settings: GatewayConfiguration) throws -> SQLiteStore {
        try ActingUser.become(ownerOf: DataFolder.parent(of: settings.databasePath))
        return try UpgradeNews.open(path: settings.databasePath, create: false)
    }

    private static func issued(
        _ source: Source, to application: Application, _ scopes: [Scope], _ settings: GatewayConfiguration,
        at now: Int64
    ) throws -> ExplainedCaller {
        let key = SigningKey(try PrivateKey.generate(.es256))
        var audiences: [String] = []
        for scope in scopes where !audiences.contains(scope.audience) { audiences.append(scope.audience) }
        let claims = TokenClaims(
            issuer: settings.issuer.url, clientID: application.id, audiences: audiences,
            scope: scopes.map(\.description).joined(separator: " "), issuedAt: now,
            expiresAt: now + settings.issuer.tokenLifetime,
            generation: application.generation)
        return ExplainedCaller(
            source: source, token: try TokenIssuer.issue(claims, with: key),
            snapshot: snapshot(settings, view(of: application), try KeySet([key.privateKey.publicKey])))
    }

    private static func snapshot(_ settings: GatewayConfiguration, _ view: RegistryView, _ keys: KeySet) -> Snapshot {
        settings.makeSnapshot(registry: view, verifier: settings.makeVerifier(keys: keys), revision: 0)
    }
}
