import Accounts
import Configuration
import Console
import Gateway
import Glibc
import HTTPServer
import Logging
import Management
import Policy
import Registry
import SQLiteStore
import Signing
import TokenEndpoint

/// What the management address works with: the runtime's own values, handed in as closures.
extension GatewayRuntime {
    /// Listens for operators, merchants' people and monitors; `nil` where the configuration names no address for them.
    func makeManagement() async throws -> WholeServer? {
        guard let settings = serving.configuration.management else { return nil }
        let address = try await NameLookup.system.listener(settings.address, named: "management")
        let hosts = LatestHosts(HostRule(address: address, origin: settings.origin))
        let services = try managementServices(hosts)
        let resource = OverviewResource(services: services) { [weak self, overview, fallback = status] in
            await overview.snapshot(await self?.status ?? fallback)
        }
        let api = ManagementAPI(services, others: resource.operations)
        let pages = ConsolePages()
        let server: WholeServer
        do {
            server = try WholeServer.management(
                at: address, connections: GatewaySettings.managementConnections(),
                trusted: serving.serviceSettings.trusted,
                ManagementEndpoint(
                    status: { [weak self, fallback = status] in await self?.status ?? fallback }, api: api,
                    console: { pages.response(to: $0) }))
        } catch {
            throw CommandFailure("management: \(address) cannot be listened on (\(error)); free it or choose another")
        }
        hosts.set(HostRule(address: server.address, origin: settings.origin))
        return server
    }

    private func managementServices(_ hosts: LatestHosts) throws -> ManagementServices {
        let masterKey = try SigningKeys.masterKey(serving.configuration)
        let hasher = PasswordHasher()
        let routes = ListedRoutes()
        return ManagementServices(
            store: store, putIntoForce: { [weak self] _ in _ = await self?.synchronise() },
            configuration: { [weak self, fallback = serving.configuration] in
                await self?.serving.configuration ?? fallback
            },
            routes: { [weak self] in
                guard let inForce = await self?.inForce else { return [] }
                return await routes.entries(of: inForce.configuration, revision: inForce.snapshot.revision)
            },
            explain: { [weak self] question in
                guard let inForce = await self?.inForce else { throw CancellationError() }
                return try ManagedExplanation.json(
                    question, in: inForce.snapshot, of: inForce.configuration, at: Int64(time(nil)))
            },
            masterKey: masterKey, hasher: hasher,
            signIn: SignIn(
                store, hasher: hasher, limiter: SignInLimiter(clock: { GuessLimiter.uptime() }), masterKey: masterKey),
            credentials: .secure, hosts: { hosts.value }, version: Version.line, now: { Int64(time(nil)) },
            log: { [logger] in logger.error("\($0)") })
    }

    /// What calls are decided by now.
    private var inForce: (configuration: GatewayConfiguration, snapshot: Snapshot) { (serving.configuration, snapshot) }

    /// Where there is no account yet, says by which link the first operator makes one.
    func inviteFirstOperator(_ server: WholeServer) async {
        let origin = serving.configuration.management?.origin
        let invitation = AccountMaker().invitation(for: nil, at: Int64(time(nil)))
        do {
            guard try await !store.hasAccounts() else { return }
            try await store.inviteFirstOperator(invitation, by: Self.keyOrigin(invitation.record.createdAt))
            let place = HostRule(address: server.address, origin: origin).address
            logger.notice(
                """
                there is no account yet; the first operator chooses name and password, until \
                \(UTCTime.text(invitation.record.expiresAt)), at \(place)\(invitation.path)
                """)
        } catch {
            logger.error("no link for a first operator could be made: \(error)")
        }
    }
}
