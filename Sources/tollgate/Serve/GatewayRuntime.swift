import Configuration
import ControlSocket
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
import Upstream

/// A serving gateway: its store, its keys, its loops, and the way changes take to them.
///
/// Changes, of the registry as of the configuration, are taken in one after the other (``inTurn(_:)``).
actor GatewayRuntime {
    /// Where the configuration is.
    let file: String
    let logger: Logger
    let store: SQLiteStore
    let latest: LatestView
    let keys: LatestKeys
    let service: GatewayService
    /// The configuration in force, and what the loops were given of it.
    var serving: Serving
    /// What decisions are made from now.
    var snapshot: Snapshot
    /// How the last attempt to put a configuration into force ended.
    var lastReload: ReloadOutcome
    /// Looks after the signing keys.
    var keyWatch = KeyWatch()

    /// The files whose change has the configuration read again, and what they were like when it was.
    var watchedFiles: [String]
    var watch: FileWatch

    /// When the names of upstreams are to be resolved again.
    var names = NameSchedule()

    /// Looks at what the loops count.
    let overview: OverviewSource

    private let lock: DataFolderLock
    private let useWriter: SecretUseWriter
    private var control: ControlServer?
    private(set) var management: WholeServer?
    private(set) var isDraining = false
    let startedAt = Int64(time(nil))
    private var background: [Task<Void, Never>] = []
    private var turn: Task<Void, Never>?
    /// The last reading of the configuration; see ``reload(_:)``.
    var reading: Task<Void, Never>?

    private init(
        _ loaded: LoadedConfiguration, _ logger: Logger, _ lock: DataFolderLock, _ store: SQLiteStore,
        _ latest: LatestView, _ keys: LatestKeys, _ service: GatewayService, _ serving: Serving, _ snapshot: Snapshot
    ) {
        file = loaded.file
        watchedFiles = loaded.watchedFiles
        watch = FileWatch(loaded.signatures)
        self.logger = logger
        self.lock = lock
        self.store = store
        self.latest = latest
        self.keys = keys
        self.service = service
        overview = OverviewSource(service)
        self.serving = serving
        useWriter = SecretUseWriter(uses: serving.uses, store: store, logger: logger)
        self.snapshot = snapshot
        lastReload = ReloadOutcome(time: Int64(time(nil)), revision: snapshot.revision, problems: [])
    }

    // MARK: Starting

    /// Opens everything, listens, and says what is served.
    ///
    /// - Throws: ``CommandFailure``: what cannot be had, and what to do.
    static func start(_ loaded: LoadedConfiguration) async throws -> GatewayRuntime {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "tollgate")
        do {
            let runtime = try await assemble(loaded, logger)
            try await runtime.listenForOperators()
            try await runtime.listenForChanges()
            await runtime.announce()
            if let server = await runtime.management { await runtime.inviteFirstOperator(server) }
            return runtime
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as KeyRingError {
            throw CommandFailure(error.message)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func assemble(_ loaded: LoadedConfiguration, _ logger: Logger) async throws -> GatewayRuntime {
        let configuration = loaded.configuration
        let settings = try await GatewaySettings(configuration)
        try CurlLibrary.prepare()
        let folder = DataFolder.parent(of: configuration.databasePath)
        try DataFolder.create(folder)
        let lock = try DataFolderLock(folder: folder)
        let store = try UpgradeNews.open(path: configuration.databasePath)
        let now = Int64(time(nil))
        let ring = try await SigningKeys.maker(store, for: configuration).ring(Self.keyOrigin(now))
        let keys = LatestKeys(ring)
        let revision = try await DetachedThread.run { try store.record(loaded.content, nil, at: now) }
        let view = try await store.view()
        let latest = LatestView(view)
        let serving = try Serving(
            configuration, ServedRoutes(configuration), settings, keys, latest, logger, replacing: nil)
        let snapshot = serving.snapshot(registry: view, keys: ring, revision: revision)
        let service = try GatewayService(
            loops: configuration.loops, settings: serving.serviceSettings, snapshot: snapshot)
        return GatewayRuntime(loaded, logger, lock, store, latest, keys, service, serving, snapshot)
    }

    private func announce() {
        for address in service.addresses { logger.info("listening on \(address)") }
        if let management { logger.info("management on \(management.address)") }
        logger.info("revision \(snapshot.revision): \(serving.summary)")
        for line in serving.upstreamLines { logger.info("\(line)") }
        let configuration = serving.configuration
        logger.info(
            """
            issuing \(configuration.issuer.algorithm.rawValue) tokens as \(configuration.issuer.url) to \
            \(latest.value.count) applications; store \(configuration.databasePath); \
            \(configuration.loops) loops; libcurl \(CurlLibrary.version)
            """)
        ServiceManager.tell(.ready("revision \(snapshot.revision), \(serving.summary)"))
    }

    private func listenForOperators() async throws {
        management = try await makeManagement()
    }

    // MARK: Changes

    private func listenForChanges() throws {
        let folder = DataFolder.parent(of: serving.configuration.databasePath)
        control = try ControlServer(folder: folder) { [weak self] request in await self?.answer(request) ?? 0 }
        // Not structured: they end with ``stop(patience:)``.
        background = [
            Task { [weak self] in await Self.pollRegistry { await self?.synchronise() } },
            Task { [weak self] in await Self.watchKeys { await self?.synchroniseKeys() } },
            Task { [useWriter] in await useWriter.run() },
            Task { await MemoryKeeper.run() },
            Task { [overview] in await overview.run() },
            Task { [failures = serving.failures, logger] in await ConnectFailureNews.tell(failures, logger) },
            Task { [tokens = serving.wideTokens, logger] in await WideTokenNews.tell(tokens, logger) },
            Task { [weak self] in await Self.watchNames { await self?.lookAtNames() } },
            Task { [weak self] in await Self.watchConfiguration { await self?.lookAtConfiguration() } },
        ]
    }

    private func answer(_ request: ControlRequest) async -> Int64 {
        switch request {
        case .sync: await synchronise()
        case .keys: await synchroniseKeys()
        }
    }

    /// Does work after all that was asked for before it.
    func inTurn<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        let before = turn
        let task = Task {
            await before?.value
            return await work()
        }
        turn = Task { _ = await task.value }
        return await task.value
    }

    // MARK: Stopping

    /// Lets calls under way end, for so many milliseconds at most, and closes everything.
    func stop(patience: Int64) async {
        isDraining = true
        logger.info("stopping: no new connections; calls under way may take \(patience / 1_000) s")
        ServiceManager.tell(.stopping("calls under way may take \(patience / 1_000) s"))
        for task in background { task.cancel() }
        reading?.cancel()
        // Not on this actor: an answer that is under way waits for it, and `stop` waits for the answer.
        let control = self.control
        await Task.detached { control?.stop() }.value
        await turn?.value
        await service.drain(patience: patience)
        // Last, so that it can be seen how the calls under way end; apart, because answering waits for this actor.
        let management = self.management
        await Task.detached { management?.stop(patience: 1_000) }.value
        for task in background { await task.value }
        await reading?.value
        await useWriter.write()
        serving.accessLog.close()
        do {
            try store.close()
        } catch {
            logger.error("the store did not close cleanly: \(error)")
        }
        logger.info("stopped")
    }
}
