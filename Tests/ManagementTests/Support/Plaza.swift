import Accounts
import Configuration
import HTTPServer
import JSONWebToken
import Registry
import SQLiteStore
import Signing
import Synchronization
import Testing
import TollgateTesting

@testable import Management

/// A management API over a real store in a folder of its own, asked in process: a request in, an answer out.
final class Plaza: Sendable {
    static let origin = "http://127.0.0.1:8081"
    static let password = "correct horse battery"

    let store: SQLiteStore
    let services: ManagementServices
    let endpoint: ManagementEndpoint
    private let table: OperationTable
    private let time: TestTime
    private let folder: TemporaryFolder

    /// Seconds since 1970, which stand still unless a test moves them.
    final class TestTime: Sendable {
        let now = Mutex<Int64>(1_795_000_000)
    }

    /// - Parameter origin: by which browsers reach it; `nil` for the address itself.
    static func open(origin: String? = nil, cost: Int = 10) throws -> Plaza { try Plaza(origin, cost) }

    private init(_ origin: String?, _ cost: Int) throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(path: folder.path + "/tollgate.db")
        let time = TestTime()
        self.time = time
        let masterKey = MasterKey.random()
        let hasher = PasswordHasher(cost: try #require(Scrypt.Cost(logN: cost, blockSize: 1, parallelism: 1)))
        let configuration = try Self.configuration()
        let address = try #require(SocketAddress(host: "127.0.0.1", port: 8081))
        let rule = HostRule(address: address, origin: origin)
        let reached = Reached()
        services = ManagementServices(
            store: store, putIntoForce: { sequence in reached.set(sequence) },
            configuration: { configuration },
            routes: {
                [
                    CataloguedRoute(
                        index: 0, json: ["route": "GET /t", "index": 0],
                        reach: .all([Scope("transactions:read")].compactMap(\.self)), text: "GET /t payments"),
                    CataloguedRoute(
                        index: 1, json: ["route": "GET /health", "index": 1], reach: nil, text: "GET /health"),
                ]
            }, explain: { question in ["method": .string(question.method)] }, masterKey: masterKey, hasher: hasher,
            signIn: SignIn(
                store, hasher: hasher,
                limiter: SignInLimiter(clock: { time.now.withLock { $0 } * 1_000_000_000 }), masterKey: masterKey,
                pause: { _ in }),
            credentials: CredentialMaker(
                random: { SecureRandom.bytes($0) }, digest: { SHA256.digest(of: $0) },
                encode: { Base64URL.encode($0) }), hosts: { rule }, version: "tollgate 1",
            now: { time.now.withLock { $0 } }, log: { Issue.record("\($0)") })
        table = .all(services, others: [])
        endpoint = ManagementEndpoint(
            status: {
                GatewayStatus(
                    version: "1", startedAt: 0, isDraining: false, addresses: [], revision: 1,
                    reload: GatewayStatus.Reload(time: 0, problems: []), sequence: 0, applications: 0,
                    droppedLogLines: 0)
            }, api: ManagementAPI(services))
        self.reached = reached
    }

    private let reached: Reached

    /// What the loops were told.
    final class Reached: Sendable {
        private let highest = Mutex<Int64>(0)

        func set(_ sequence: Int64) { highest.withLock { $0 = max($0, sequence) } }
        var value: Int64 { highest.withLock { $0 } }
    }

    /// The highest change that every loop was said to decide by.
    var reachedSequence: Int64 { reached.value }

    var now: Int64 { time.now.withLock { $0 } }

    func pass(_ seconds: Int64) { time.now.withLock { $0 += seconds } }

    private static func configuration() throws -> GatewayConfiguration {
        let text = """
            { "listen": [{ "address": "127.0.0.1:8080" }], "issuer": { "url": "http://127.0.0.1:8080" },
              "audiences": {
                "transactions": { "operations": { "read": "See payments", "refund": "Refund" } },
                "accounts": { "operations": { "read": "See accounts" } }
              },
              "upstreams": { "payments": { "endpoints": ["http://127.0.0.1:9001"] } },
              "routes": [{ "match": "GET /t", "scope": "transactions:read", "upstream": "payments" }] }
            """
        return try ConfigurationDecoder(cores: 4).decode(Array(text.utf8).span)
    }

    // MARK: Asking

    /// Sends a request; by default as a page of our own would, or as a program. The answer must be one that is described.
    func ask(
        _ method: String, _ target: String, _ body: String? = nil, by browser: Browser? = nil,
        _ fields: [(name: String, value: String)] = [], host: String = "127.0.0.1:8081"
    ) async -> Reply {
        var lines = [("Host", host)] + fields
        if let browser {
            lines.append(("Cookie", "tollgate_session=\(browser.cookie)"))
            if method != "GET", !fields.contains(where: { $0.name == "X-CSRF-Token" }) {
                lines.append(("X-CSRF-Token", browser.csrfToken))
            }
        }
        if body != nil, !fields.contains(where: { $0.name == "Content-Type" }) {
            lines.append(("Content-Type", "application/json"))
        }
        let halves = target.split(separator: "?", maxSplits: 1).map(String.init)
        let answer = await endpoint.respond(
            to: WholeRequest(
                method: method, path: "/api/v1" + halves[0], query: halves.count > 1 ? halves[1] : nil,
                fields: lines, content: Array((body ?? "").utf8), peer: "127.0.0.1:50000"))
        if case .found(let operation, _) = table.match(method, halves[0][...]) {
            #expect(operation.statuses.contains(answer.status), "\(operation.id) answers \(answer.status)")
        }
        return await Reply(of: answer)
    }

    // MARK: People

    /// A browser that is signed in.
    struct Browser {
        let cookie: String
        let csrfToken: String
        let accountID: String
    }

    /// Makes an account and signs it in.
    func person(_ name: String, _ role: AccountRole = .operator) async throws -> Browser {
        let hash = try await services.hasher.hash(Self.password)
        let account = NewAccount(id: AccountMaker().accountID(), name: name, role: role, password: hash)
        _ = try await store.addAccount(account, invitation: nil, once: nil, by: origin)
        return try await signIn(name)
    }

    func signIn(_ name: String) async throws -> Browser {
        let answer = await ask("POST", "/session", #"{"name":"\#(name)","password":"\#(Self.password)"}"#)
        #expect(answer.status == 201)
        return try Browser(answer)
    }

    /// An API token of somebody, for everything that the account may do.
    func token(of browser: Browser) async throws -> String {
        let all = Permission.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        let answer = await ask("POST", "/me/tokens", #"{"name":"all","permissions":[\#(all)]}"#, by: browser)
        return try #require(answer["token"]?.text)
    }

    var origin: ChangeOrigin { ChangeOrigin(time: now, who: "test") }

    /// Makes a merchant, and an account of it that is signed in.
    func merchantPerson(_ merchant: String, allowed: [String] = ["transactions:read"]) async throws -> Browser {
        let id = AccountMaker().merchantID()
        _ = try await store.addMerchant(
            NewMerchant(id: id, name: merchant, allowedScopes: allowed.compactMap { Scope($0) }), once: nil,
            by: origin)
        return try await person(merchant + "-person", .merchant(id))
    }

    /// Registers an application, and returns its client id.
    func register(
        _ name: String, owner: String, scopes: [String] = ["transactions:read"], by browser: Browser
    ) async throws -> String {
        let list = scopes.map { "\"\($0)\"" }.joined(separator: ",")
        let answer = await ask(
            "POST", "/applications", #"{"name":"\#(name)","owner":"\#(owner)","scopes":[\#(list)]}"#, by: browser)
        #expect(answer.status == 201)
        return try #require(answer["application"]?["clientId"]?.text)
    }
}

extension Plaza.Browser {
    init(_ answer: Reply) throws {
        let field = try #require(answer.field("Set-Cookie"))
        cookie = String(field.dropFirst("tollgate_session=".count).prefix { $0 != ";" })
        csrfToken = try #require(answer["csrfToken"]?.text)
        accountID = try #require(answer["account"]?["id"]?.text)
    }
}
