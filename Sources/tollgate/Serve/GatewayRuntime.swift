import Configuration
import ControlSocket
import EventLoop
import Gateway
import Glibc
import JSONWebToken
import Logging
import Policy
import Registry
import SQLiteStore
import Signing
import TokenEndpoint
import Upstream

/// A serving gateway: its store, its keys, its loops, and the way changes take to them.
actor GatewayRuntime {
    /// How often the store is asked for changes that nobody told of.
    private static let pollInterval = Duration.seconds(1)

    private let configuration: GatewayConfiguration
    private let logger: Logger
    private let lock: DataFolderLock
    private let store: SQLiteStore
    private let latest: LatestView
    private let service: GatewayService
    private let accessLog: AccessLogSink?
    private var snapshot: Snapshot
    private var control: ControlServer?
    private var polling: Task<Void, Never>?
    /// Changes are taken in one after the other; each waits for the one before.
    private var synchronising: Task<Int64, Never>?

    private init(
        _ configuration: GatewayConfiguration, _ logger: Logger, _ lock: DataFolderLock, _ store: SQLiteStore,
        _ latest: LatestView, _ service: GatewayService, _ accessLog: AccessLogSink?, _ snapshot: Snapshot
    ) {
        self.configuration = configuration
        self.logger = logger
        self.lock = lock
        self.store = store
        self.latest = latest
        self.service = service
        self.accessLog = accessLog
        self.snapshot = snapshot
    }

    // MARK: Starting

    /// Opens everything, listens, and says what is served.
    ///
    /// - Throws: ``CommandFailure``: what cannot be had, and what to do.
    static func start(_ configuration: GatewayConfiguration) async throws -> GatewayRuntime {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "tollgate")
        do {
            let runtime = try await assemble(configuration, logger)
            try await runtime.listenForChanges()
            await runtime.announce()
            return runtime
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as KeyRingError {
            throw CommandFailure(error.message)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func assemble(
        _ configuration: GatewayConfiguration, _ logger: Logger
    ) async throws -> GatewayRuntime {
        let settings = try GatewaySettings(configuration)
        try CurlLibrary.prepare()
        let folder = DataFolder.parent(of: configuration.databasePath)
        try DataFolder.create(folder)
        let lock = try DataFolderLock(folder: folder)
        let store = try SQLiteStore.open(path: configuration.databasePath)
        let keys = try await KeyRing.open(
            store, masterKey: masterKeySource(configuration), algorithm: algorithm(configuration),
            at: Int64(time(nil)))
        let view = try await store.view()
        let latest = LatestView(view)
        let snapshot = configuration.makeSnapshot(
            registry: view, verifier: configuration.makeVerifier(keys: keys.keySet), revision: 1)
        let accessLog = try accessLogSink(configuration.accessLog)
        let own = OwnEndpoints(
            token: TokenEndpoint(
                issuer: configuration.issuer.url, realm: configuration.realm,
                lifetime: configuration.issuer.tokenLifetime, declaredScopes: Set(configuration.scopes.scopes),
                view: { latest.value }, signingKey: { keys.signingKey }),
            keys: KeysEndpoint(keys: { keys.keySet }))
        let service = try GatewayService(
            loops: configuration.loops, addresses: settings.addresses, limits: settings.limits,
            timeouts: settings.timeouts,
            settings: LoopSettings(
                upstreams: settings.upstreams, routeLabels: configuration.routes.routes.map(\.label),
                realm: configuration.realm, accessLog: accessLog, own: { own.respond(to: $0) }),
            snapshot: snapshot)
        return GatewayRuntime(configuration, logger, lock, store, latest, service, accessLog, snapshot)
    }

    private static func masterKeySource(_ configuration: GatewayConfiguration) throws -> MasterKeySource {
        switch configuration.masterKey {
        case nil: return .defaultFile(configuration.defaultMasterKeyPath)
        case .file(let path): return .file(path)
        case .environment(let name):
            guard let value = unsafe getenv(name) else {
                throw CommandFailure(
                    "masterKey: the environment variable \(name) is not set; set it before the gateway is started")
            }
            return .text(unsafe String(cString: value), name: name)
        }
    }

    private static func algorithm(_ configuration: GatewayConfiguration) -> SigningAlgorithm {
        switch configuration.issuer.algorithm {
        case .es256: .es256
        case .rs256: .rs256
        }
    }

    private static func accessLogSink(_ destination: AccessLog) throws -> AccessLogSink? {
        switch destination {
        case .off: return nil
        case .standardOutput: return try AccessLogSink(descriptor: STDOUT_FILENO, ownsDescriptor: false)
        case .file(let path):
            do {
                return try AccessLogSink(path: path)
            } catch {
                throw CommandFailure("accessLog: \(path) cannot be opened for appending (\(error))")
            }
        }
    }

    private func announce() {
        for address in service.addresses { logger.info("listening on \(address)") }
        let routes = configuration.routes.routes
        let open = routes.filter { $0.requirement == .public }
        logger.info(
            """
            protecting \(routes.count - open.count) routes to \(configuration.upstreams.count) upstreams; \
            \(open.isEmpty ? "none is public" : "public: " + open.map(\.label).joined(separator: ", "))
            """)
        for upstream in configuration.upstreams {
            let endpoints = upstream.endpoints.map { "http://\($0)" }.joined(separator: ", ")
            logger.info("upstream \(upstream.name): \(endpoints)")
        }
        logger.info(
            """
            issuing \(configuration.issuer.algorithm.rawValue) tokens as \(configuration.issuer.url) to \
            \(latest.value.applications.count) applications; store \(configuration.databasePath); \
            \(configuration.loops) loops; libcurl \(CurlLibrary.version)
            """)
    }

    // MARK: Changes

    private func listenForChanges() throws {
        let folder = DataFolder.parent(of: configuration.databasePath)
        control = try ControlServer(folder: folder) { [weak self] _ in await self?.synchronise() ?? 0 }
        polling = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pollInterval)
                guard let self else { return }
                _ = await self.synchronise()
            }
        }
    }

    /// Takes in what the store has and the loops do not; returns the sequence that every loop now serves from.
    private func synchronise() async -> Int64 {
        let before = synchronising
        let task = Task {
            _ = await before?.value
            return await takeInChanges()
        }
        synchronising = task
        return await task.value
    }

    private func takeInChanges() async -> Int64 {
        let current = latest.value
        do {
            guard let next = try await newerView(than: current) else { return current.sequence }
            // The token endpoint first: what a command has registered works by the time it is told so.
            latest.set(next)
            snapshot = snapshot.with(registry: next)
            await service.adopt(snapshot)
            logger.info("registry at change \(next.sequence): \(next.applications.count) applications")
            return next.sequence
        } catch {
            logger.error("the registry cannot be read; serving on from change \(current.sequence): \(error)")
            return current.sequence
        }
    }

    /// `nil` where nothing changed. A gap in the history, or one that ends earlier than ours because an older copy was put
    /// in its place, has the whole registry read again.
    private func newerView(than current: RegistryView) async throws -> RegistryView? {
        let changes: [RegistryChange]
        do {
            changes = try await store.changes(after: current.sequence)
        } catch .refused(.aheadOfHistory) {
            return try await store.view()
        }
        guard !changes.isEmpty else { return nil }
        var next = current
        for change in changes {
            if case .gap = next.apply(change) { return try await store.view() }
        }
        return next
    }

    // MARK: Signals

    /// Does what signals ask for, until they ask to stop.
    nonisolated func obey(_ signals: Signals) async {
        for await wish in signals.wishes {
            switch wish {
            case .stop: return
            case .reload: break
            case .reopenLog: await reopenAccessLog()
            }
        }
    }

    private func reopenAccessLog() {}

    // MARK: Stopping

    /// Lets calls under way end, for so many milliseconds at most, and closes everything.
    func stop(patience: Int64) async {
        logger.info("stopping: no new connections; calls under way may take \(patience / 1_000) s")
        polling?.cancel()
        // Not on this actor: an answer that is under way waits for it, and `stop` waits for the answer.
        let control = self.control
        await Task.detached { control?.stop() }.value
        await service.drain(patience: patience)
        accessLog?.close()
        if let dropped = accessLog?.droppedLines, dropped > 0 {
            logger.warning("\(dropped) access-log lines were lost")
        }
        do {
            try store.close()
        } catch {
            logger.error("the store did not close cleanly: \(error)")
        }
        logger.info("stopped")
    }
}
