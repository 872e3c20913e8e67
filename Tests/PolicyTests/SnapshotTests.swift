import JSONWebToken
import Registry
import Signing
import Testing

@testable import Policy

struct SnapshotTests {
    static let now: Int64 = 1_000_000

    @Test func `a token whose grants cover the route is let through`() throws {
        #expect(try decide("GET /one") == .allowed)
        #expect(try decide("POST /all") == .allowed)
        #expect(try decide("GET /any") == .allowed)
    }

    @Test(arguments: [Credentials.none, .malformed, .repeated, .invalid(.badSignature)])
    func `a public route lets every call through`(_ credentials: Credentials) throws {
        let snapshot = try snapshot()
        #expect(try decide(snapshot, "GET /public", credentials) == .allowed)
        #expect(try decide(snapshot, "GET /one", credentials).isAllowed == false)
    }

    @Test func `a public route lets a token through that is worth nothing`() throws {
        let snapshot = try snapshot(application: nil)
        let credentials = Credentials.resolved(snapshot.resolve(try token(expiresAt: 0)))
        #expect(try decide(snapshot, "GET /public", credentials) == .allowed)
        #expect(try decide(snapshot, "GET /one", credentials).isAllowed == false)
    }

    @Test(arguments: [
        (Credentials.none, "credentials.missing"), (.malformed, "credentials.malformed"),
        (.repeated, "credentials.repeated"), (.invalid(.malformed), "token.malformed"),
        (.invalid(.badSignature), "token.signature"), (.invalid(.expired), "token.expired"),
    ])
    func `without a usable token a call is refused by name`(_ credentials: Credentials, _ reason: String) throws {
        #expect(try refusal(decide(snapshot(), "GET /one", credentials)).reason.id == reason)
    }

    @Test(arguments: [
        ("GET /none", "route.notFound"), ("PUT /one", "route.method"), ("GET /o%6ee", "path.encodedUnreserved"),
        ("GET /one/", "route.notFound"),
    ])
    func `a call that no route matches is refused whatever it carries`(_ call: String, _ reason: String) throws {
        #expect(try refusal(decide(call)).reason.id == reason)
    }

    @Test func `a method that is not served is answered with those that are`() throws {
        #expect(try refusal(decide("PUT /one")).allow == "GET, HEAD")
    }

    @Test(
        arguments: [
            // (scopes of the token, audiences of the token, scopes of the application, route, reason)
            (["t:read"], ["t"], ["t:read"], "GET /one", nil),
            ([], ["t"], ["t:read"], "GET /one", "scope.missing"),
            (["t:read"], ["t"], [], "GET /one", "scope.missing"),
            (["t:read"], [], ["t:read"], "GET /one", "audience.missing"),
            (["t:read"], ["T"], ["t:read"], "GET /one", "audience.missing"),
            (["t:read"], ["tt"], ["t:read"], "GET /one", "audience.missing"),
            (["t:read"], ["u", "t"], ["t:read"], "GET /one", nil),
            (["T:read"], ["t"], ["t:read"], "GET /one", "scope.missing"),
            (["t:readx"], ["t"], ["t:read"], "GET /one", "scope.missing"),
            (["t:*"], ["t"], ["t:read"], "GET /one", "scope.missing"),
            (["t:read\u{A0}t:refund"], ["t"], ["t:read"], "GET /one", "scope.missing"),
            (["t:read"], ["t"], ["t:read", "t:refund"], "POST /all", "scope.missing"),
            (["t:refund"], ["t"], ["t:read", "t:refund"], "POST /all", "scope.missing"),
            (["t:read", "t:refund"], ["t"], ["t:read"], "POST /all", "scope.missing"),
            (["t:read", "t:refund"], ["t"], ["t:read", "t:refund"], "POST /all", nil),
            (["u:Kill"], ["u"], ["u:Kill"], "GET /any", nil),
            (["u:\u{212A}ill"], ["u"], ["u:Kill"], "GET /any", "scope.missing"),
            (["t:refund"], ["t"], ["t:refund"], "GET /any", nil),
            (["t:read"], ["t"], ["t:read"], "GET /any", "scope.missing"),
            (["t:refund", "u:Kill"], ["u"], ["t:refund", "u:Kill"], "GET /any", nil),
            (["t:refund"], ["u"], ["t:refund"], "GET /any", "scope.missing"),
            (["t:refund", "u:Kill"], ["v"], ["t:refund", "u:Kill"], "GET /any", "audience.missing"),
            (["t:read", "u:Kill"], ["t"], ["t:read", "u:Kill"], "GET /both", "audience.missing"),
            (["t:read", "u:Kill"], ["t", "u"], ["t:read", "u:Kill"], "GET /both", nil),
        ] as [([String], [String], [String], String, String?)])
    func `the token's, the application's and the audiences' scopes must cover the route together`(
        _ scopes: [String], _ audiences: [String], _ allowed: [String], _ call: String, _ reason: String?
    ) throws {
        let snapshot = try snapshot(application: application(scopes: allowed))
        let resolved = snapshot.resolve(try token(scopes: scopes, audiences: audiences))
        let decision = try decide(snapshot, call, .resolved(resolved))
        if let reason { #expect(try refusal(decision).reason.id == reason) } else { #expect(decision == .allowed) }
    }

    @Test func `a refusal says what would have been enough`() throws {
        let snapshot = try snapshot(application: application(scopes: ["t:read"]))
        let resolved = snapshot.resolve(try token(scopes: ["t:read", "t:refund"], audiences: ["t"]))
        let refusal = try refusal(decide(snapshot, "POST /all", .resolved(resolved)))
        #expect(refusal.requiredScopes == "t:read t:refund")
        #expect(
            refusal.message
                == "This call needs all of t:read t:refund, which the application is no longer allowed. Ask the operator."
        )
        #expect(refusal.detail.contains("no longer has t:refund"))
        let missing = try self.refusal(decide(snapshot, "GET /one", .none))
        #expect(missing.requiredScopes == "t:read")
    }

    @Test(
        arguments: [
            // (exp, nbf, now, skew, reason)
            (100, nil, 99, 0, nil), (100, nil, 100, 0, "token.expired"), (100, nil, 101, 0, "token.expired"),
            (100, nil, 104, 5, nil), (100, nil, 105, 5, "token.expired"), (100, 50, 49, 0, "token.notYetValid"),
            (100, 50, 50, 0, nil), (100, 50, 45, 5, nil), (100, 50, 44, 5, "token.notYetValid"),
            (.max, .min, 100, 300, nil), (.min, nil, 100, 300, "token.expired"),
            (.max, .max, 100, 300, "token.notYetValid"),
        ] as [(Int64, Int64?, Int64, Int64, String?)])
    func `time is checked at every decision`(
        _ expiresAt: Int64, _ notBefore: Int64?, _ now: Int64, _ skew: Int64, _ reason: String?
    ) throws {
        let snapshot = try snapshot(clockSkew: skew)
        let resolved = snapshot.resolve(try token(expiresAt: expiresAt, notBefore: notBefore))
        let decision = snapshot.decide(route: 0, credentials: .resolved(resolved), now: now)
        if let reason { #expect(try refusal(decision).reason.id == reason) } else { #expect(decision == .allowed) }
    }

    @Test func `an application that does not stand refuses its tokens`() throws {
        var disabled = application()
        disabled.isEnabled = false
        var revoked = application()
        revoked.generation += 1
        for (application, reason) in [
            (nil, "application.unknown"), (disabled, "application.disabled"), (revoked, "token.revoked"),
        ] as [(Application?, String)] {
            let snapshot = try snapshot(application: application)
            let decision = try decide(snapshot, "GET /one", .resolved(snapshot.resolve(try token())))
            #expect(try refusal(decision).reason.id == reason)
        }
        #expect(try decide("GET /one") == .allowed)
    }

    @Test func `a generation that goes back does not revive a token`() throws {
        var earlier = application()
        earlier.generation -= 1
        let snapshot = try snapshot(application: earlier)
        #expect(
            try refusal(decide(snapshot, "GET /one", .resolved(snapshot.resolve(try token())))).reason == .tokenRevoked)
    }

    @Test func `a token resolved before a change is judged as things are now`() throws {
        let before = try snapshot()
        let resolved = before.resolve(try token())
        #expect(try decide(before, "GET /one", .resolved(resolved)) == .allowed)
        #expect(before.isCurrent(resolved))

        var disabled = application()
        disabled.isEnabled = false
        let after = before.with(registry: RegistryView(sequence: 2, applications: ["app": disabled]))
        #expect(!after.isCurrent(resolved))
        #expect(try refusal(decide(after, "GET /one", .resolved(resolved))).reason == .applicationDisabled)

        let unchanged = before.with(registry: RegistryView(sequence: 2, applications: ["app": application()]))
        #expect(try decide(unchanged, "GET /one", .resolved(resolved)) == .allowed)
    }

    @Test func `a token resolved against other scopes is judged by this snapshot's`() throws {
        let other = try RouteSet([], scopes: ScopeTable(["a:a", "b:b", "t:read"].compactMap { Scope($0) }))
        let registry = try snapshot().registry
        let before = Snapshot(revision: 1, routes: other, registry: registry, verifier: try Self.keys.verifier())
        let resolved = before.resolve(try token(scopes: ["a:a"], audiences: ["a", "t"]))
        let after = try snapshot()
        #expect(!after.isCurrent(resolved))
        #expect(try refusal(decide(after, "GET /one", .resolved(resolved))).reason == .scopeMissing)
        #expect(try decide(after, "GET /one", .resolved(before.resolve(try token()))) == .allowed)
    }

    @Test func `a token is refused once its key is retired or the issuer has another name`() throws {
        let before = try snapshot()
        let resolved = before.resolve(try token())
        let sameKeys = before.with(verifier: try Self.keys.verifier())
        #expect(try decide(sameKeys, "GET /one", .resolved(resolved)) == .allowed)

        let retired = before.with(
            verifier: TokenVerifier(issuer: "http://gateway", keys: try KeySet([Self.keys.retired])))
        #expect(try refusal(decide(retired, "GET /one", .resolved(resolved))).reason == .token(.unknownKey))
        let renamed = before.with(verifier: try Self.keys.verifier(issuer: "http://gateway/"))
        #expect(try refusal(decide(renamed, "GET /one", .resolved(resolved))).reason == .token(.wrongIssuer))
    }

    @Test func `a requirement without scopes is met by no token`() throws {
        let scopes = ScopeTable(["t:read"].compactMap { Scope($0) })
        for requirement in [Requirement.all([]), .any([])] {
            let entry = RouteEntry(method: "GET", pattern: try PathPattern("/one"))
            let set = try RouteSet([Route(entry: entry, requirement: requirement, upstream: 0)], scopes: scopes)
            #expect(!set.isMet(0, by: scopes.grants(["t:read"])))
            #expect(!requirement.isMet(by: scopes.grants(["t:read"])))
        }
    }

    @Test func `every reason has its own id`() {
        #expect(Set(Reason.allCases.map(\.id)).count == Reason.allCases.count)
    }

    @Test func `the message of a token's fault fits in an error description`() {
        // RFC 6750 §3: %x20-21 / %x23-5B / %x5D-7E
        for fault in TokenFault.allCases {
            #expect(
                Refusal.token(fault).message.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        }
    }

    // MARK: What the tests decide on

    private func decide(_ call: String) throws -> Decision {
        let snapshot = try snapshot()
        return try decide(snapshot, call, .resolved(snapshot.resolve(try token())))
    }

    private func decide(_ snapshot: Snapshot, _ call: String, _ credentials: Credentials) throws -> Decision {
        let parts = call.split(separator: " ").map { Array($0.utf8) }
        let (method, path) = (parts[0], parts[1])
        return snapshot.decide(
            method: method.span, host: Span<UInt8>(), path: path.span, credentials: credentials, now: Self.now)
    }

    private func refusal(_ decision: Decision) throws -> Refusal {
        guard case .refused(let refusal) = decision else {
            throw Unexpected()
        }
        return refusal
    }

    private struct Unexpected: Error {}

    private func snapshot(clockSkew: Int64 = 0) throws -> Snapshot {
        try snapshot(application: application(), clockSkew: clockSkew)
    }

    private func snapshot(application: Application?, clockSkew: Int64 = 0) throws -> Snapshot {
        let scopes = ScopeTable(["t:read", "t:refund", "u:Kill"].compactMap { Scope($0) })
        func ids(_ texts: String...) -> [ScopeID] { texts.compactMap(scopes.id) }
        let requirements: [(String, Requirement)] = [
            ("GET /one", .all(ids("t:read"))), ("POST /all", .all(ids("t:read", "t:refund"))),
            ("GET /any", .any(ids("t:refund", "u:Kill"))), ("GET /public", .public),
            ("GET /both", .all(ids("t:read", "u:Kill"))),
        ]
        let routes = try requirements.map { line, requirement in
            Route(entry: try entries([line])[0], requirement: requirement, upstream: 0)
        }
        return Snapshot(
            revision: 1, routes: try RouteSet(routes, scopes: scopes),
            registry: RegistryView(sequence: 1, applications: application.map { ["app": $0] } ?? [:]),
            verifier: try Self.keys.verifier(clockSkew: clockSkew))
    }

    /// The issuer's one key, and another that is not accepted.
    struct Keys: Sendable {
        let accepted: PublicKey
        let retired: PublicKey

        func verifier(clockSkew: Int64 = 0, issuer: String = "http://gateway") throws -> TokenVerifier {
            TokenVerifier(issuer: issuer, keys: try KeySet([accepted]), clockSkew: clockSkew)
        }
    }

    static var keys: Keys { get throws { try made.get() } }

    private static let made = Result {
        Keys(accepted: try PrivateKey.generate(.es256).publicKey, retired: try PrivateKey.generate(.es256).publicKey)
    }

    private func application(scopes: [String] = ["t:read", "t:refund", "u:Kill"]) -> Application {
        Application(
            id: "app", number: 1, name: "Shop", owner: "Merchant", scopes: scopes.compactMap { Scope($0) }, secrets: [],
            isEnabled: true, generation: 7, createdAt: 0, updatedAt: 0)
    }

    private func token(
        scopes: [String] = ["t:read", "t:refund", "u:Kill"], audiences: [String] = ["t", "u"],
        expiresAt: Int64 = now + 1, notBefore: Int64? = nil
    ) throws -> VerifiedToken {
        VerifiedToken(
            issuer: "http://gateway", subject: "app", clientID: "app", audiences: audiences, scopes: scopes,
            issuedAt: 0, notBefore: notBefore, expiresAt: expiresAt, id: "j1", generation: 7,
            keyID: try Self.keys.accepted.webKey.keyID)
    }
}
