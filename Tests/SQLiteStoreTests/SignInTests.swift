import Accounts
import Registry
import Signing
import Synchronization
import Testing
import TollgateTesting

@testable import SQLiteStore

/// Signing in, with a real store behind it.
@Suite struct SignInTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let hasher: PasswordHasher
    private let signIn: SignIn
    private let masterKey = MasterKey.random()
    private let pauses = Pauses()

    /// The pauses that were asked for; none is made.
    private final class Pauses: Sendable {
        private let noted = Mutex<[Duration]>([])
        var all: [Duration] { noted.withLock { $0 } }
        func note(_ pause: Duration) { noted.withLock { $0.append(pause) } }
    }

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.database)
        hasher = PasswordHasher(cost: try #require(Scrypt.Cost(logN: 10, blockSize: 1, parallelism: 1)))
        let limits = SignInLimits(perName: 3, perAddress: 100, delays: [.seconds(1)])
        signIn = SignIn(
            store, hasher: hasher, limiter: SignInLimiter(limits, clock: { 0 }), masterKey: masterKey,
            pause: { [pauses] in pauses.note($0) })
    }

    private static let password = "a password of ada"

    private func add(_ name: String = "ada", enabled: Bool = true) async throws -> Account {
        let origin = AccountConformance.origin
        let hash = try await hasher.hash(Self.password)
        let wanted = NewAccount(id: "acc_" + name, name: name, role: .reader, password: hash)
        let account = try #require(try await store.addAccount(wanted, invitation: nil, once: nil, by: origin).made)
        let edit = AccountEdit(isEnabled: enabled)
        return try await store.editAccount(account.id, edit, expecting: nil, by: origin)
    }

    private func attempt(
        _ name: String = "ada", _ password: String = SignInTests.password, code: String? = nil, at now: Int64 = 3000
    ) async throws -> SignInResult {
        let request = SignInRequest(
            name: name, password: password, code: code, address: "192.0.2.1", userAgent: "test")
        return try await signIn.signIn(request, at: now)
    }

    private func last() async throws -> AuditEntry {
        try #require(try await store.auditEntries(matching: AuditQuery(limit: 1)).entries.first)
    }

    @Test func `the right password gives a session, another each time`() async throws {
        _ = try await add()
        guard case .signedIn(let first, let account) = try await attempt("ADA"),
            case .signedIn(let second, _) = try await attempt()
        else {
            Issue.record("not signed in")
            return
        }
        #expect(account.name == "ada" && account.lastSignInAt == 3000)
        #expect(first.text != second.text)
        #expect(try await store.useSession(first.digest, at: 3001)?.account.id == "acc_ada")
        #expect(try await last().kind == "session.signedIn")
        #expect(try await last().who == "account:ada")
    }

    @Test func `a wrong password, an unknown name, a disabled account and one without password get one answer`()
        async throws
    {
        _ = try await add()
        _ = try await add("disabled", enabled: false)
        let waiting = NewAccount(id: "acc_w", name: "waiting", role: .reader)
        _ = try await store.addAccount(waiting, invitation: nil, once: nil, by: AccountConformance.origin)
        #expect(try await attempt("ada", "a password of bob") == .refused)
        #expect(try await last().changes.first == AuditChange(field: "reason", before: nil, after: "password"))
        #expect(try await last().subject.id == "acc_ada")
        #expect(try await attempt("disabled") == .refused)
        #expect(try await attempt("waiting") == .refused)
        #expect(try await attempt("hunter2 is my password") == .refused)
        let entry = try await last()
        #expect(entry.kind == "session.signInFailed" && entry.subject == AuditSubject(kind: .none, id: "", name: ""))
        #expect(entry.who == "unknown" && !AuditChange.json(entry.changes).contains("hunter2"))
        guard case .signedIn = try await attempt() else {
            Issue.record("not signed in")
            return
        }
    }

    @Test func `with an authenticator, a code is needed, and each is good once`() async throws {
        let account = try await add()
        let secret = TOTPSecret.random()
        let sealed = try secret.sealed(under: masterKey, accountID: account.id)
        _ = try await store.setTOTP(of: account.id, to: sealed, step: 50, expecting: nil, by: AccountConformance.origin)
        let code = String(decoding: secret.code(at: 100), as: UTF8.self)
        #expect(try await attempt() == .codeNeeded)
        #expect(try await attempt("ada", "a password of bob", code: code) == .refused)
        guard case .signedIn = try await attempt(code: code) else {
            Issue.record("not signed in")
            return
        }
        #expect(try await attempt(code: code) == .refused)
        #expect(try await last().changes.first?.after == "code")
    }

    @Test func `who is asked for a code is not slowed for it, and who guesses codes is`() async throws {
        let account = try await add()
        let sealed = try TOTPSecret.random().sealed(under: masterKey, accountID: account.id)
        _ = try await store.setTOTP(of: account.id, to: sealed, step: 0, expecting: nil, by: AccountConformance.origin)
        for _ in 0..<10 { #expect(try await attempt() == .codeNeeded) }
        #expect(pauses.all.isEmpty)
        for _ in 0..<2 { #expect(try await attempt(code: "00000") == .refused) }
        #expect(pauses.all == [.seconds(1)])
        #expect(try await attempt(code: "00000") == .slowed(retryAfter: 60))
        #expect(try await attempt() == .codeNeeded)
    }

    @Test func `a sealed secret of another account opens nothing`() async throws {
        let account = try await add()
        let sealed = try TOTPSecret.random().sealed(under: masterKey, accountID: "acc_other")
        _ = try await store.setTOTP(of: account.id, to: sealed, step: 0, expecting: nil, by: AccountConformance.origin)
        await #expect(throws: AccountError.self) { try await attempt(code: "123456") }
    }

    @Test func `failures are slowed, then refused, the right password among them, and other names are not`()
        async throws
    {
        _ = try await add()
        _ = try await add("bob")
        for _ in 0..<4 { #expect(try await attempt("ada", "a password of bob") == .refused) }
        #expect(pauses.all == [.seconds(1)])
        #expect(try await attempt() == .slowed(retryAfter: 20))
        guard case .signedIn = try await attempt("bob") else {
            Issue.record("not signed in")
            return
        }
    }

    @Test func `whoever signs in again and again is never slowed`() async throws {
        _ = try await add()
        for _ in 0..<10 {
            guard case .signedIn = try await attempt() else {
                Issue.record("not signed in")
                return
            }
        }
        #expect(pauses.all.isEmpty)
    }

    @Test func `a confirmation takes the password, and is slowed like signing in`() async throws {
        let account = try await add()
        let confirm = { try await signIn.confirm($0, of: account, address: "192.0.2.1") }
        guard case .confirmed(let verified) = try await confirm(Self.password) else {
            Issue.record("not confirmed")
            return
        }
        #expect(verified.account == account)
        for _ in 0..<4 { #expect(try await confirm("a password of bob") == .refused) }
        #expect(try await confirm(Self.password) == .slowed(retryAfter: 20))
    }
}
