import Configuration
import Gateway
import Glibc
import HTTPServer
import Logging
import Policy
import SQLiteStore
import TokenEndpoint

/// Putting another configuration into force while serving: read, decode, validate, build; then swap, then drain.
///
/// Whatever fails before the swap leaves everything as it was, and is told with line and column.
extension GatewayRuntime {
    /// Why the configuration is read again.
    enum ReloadCause: String {
        case changed = "the configuration has changed"
        case signal = "SIGHUP"
    }

    /// How often the file is looked at.
    private static let watchInterval = Duration.milliseconds(250)

    /// Looks at the configuration at intervals, until it is cancelled.
    static func watchConfiguration(_ look: () async -> Void?) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: watchInterval)
            guard await look() != nil else { return }
        }
    }

    /// Reads the configuration again where it has changed and come to rest.
    func lookAtConfiguration() async {
        let files = watchedFiles.map { FileSignature(path: $0) }
        if watch.look(files) { await reload(.changed) }
    }

    /// Reads the configuration and puts it into force, or says why not and serves on as before.
    ///
    /// One reading after the other, but only the swap takes its turn among the other changes: a name server that does not
    /// answer holds up neither registrations nor keys.
    func reload(_ cause: ReloadCause) async {
        let before = reading
        let task = Task {
            await before?.value
            await self.takeInConfiguration(cause)
        }
        reading = task
        await task.value
    }

    private func takeInConfiguration(_ cause: ReloadCause) async {
        logger.info("reading \(file) again (\(cause.rawValue))")
        ServiceManager.tell(.reloading)
        do {
            // What is told by a signal need not be told again by the watch.
            watch = FileWatch(watchedFiles.map { FileSignature(path: $0) })
            let (loaded, routes) = try await SpareTime.run { [file] in
                let loaded = try ConfigurationFile.load(file)
                return (loaded, ServedRoutes(loaded.configuration))
            }
            let wanted = try serving.configuration.checkSuccessor(loaded.configuration)
            let settings = try await GatewaySettings(wanted.configuration)
            try await inTurn { await self.tryPut(loaded, wanted, routes, settings) }.get()
            watchedFiles = loaded.watchedFiles
            watch = FileWatch(loaded.signatures)
            ServiceManager.tell(.ready("revision \(snapshot.revision), \(serving.summary)"))
        } catch _ where isDraining {
            // Nobody waits for it any more.
            return
        } catch let error as ConfigurationError {
            refuse(error.problems.map(\.description))
        } catch {
            refuse(["\(error)"])
        }
    }

    /// What may come in a configuration's place, and the keys of which a running gateway keeps its own.
    private typealias Successor = (configuration: GatewayConfiguration, needRestart: [String])

    private func tryPut(
        _ loaded: LoadedConfiguration, _ wanted: Successor, _ routes: ServedRoutes, _ settings: GatewaySettings
    ) async -> Result<Void, any Error> {
        do {
            return .success(try await put(loaded, wanted, routes, settings))
        } catch {
            return .failure(error)
        }
    }

    private func put(
        _ loaded: LoadedConfiguration, _ wanted: Successor, _ routes: ServedRoutes, _ settings: GatewaySettings
    ) async throws {
        // The store is about to close.
        guard !isDraining else { throw CancellationError() }
        let now = Int64(time(nil))
        // Notes a longer lifetime before any token has it, and makes a key of another algorithm.
        let ring = try await SigningKeys.maker(store, for: wanted.configuration)
            .ring(Self.keyOrigin(now), reusing: keys.value)
        let next = try Serving(
            wanted.configuration, routes, settings, keys, latest, logger, replacing: serving)
        let difference = try await SpareTime.run { [old = serving.configuration, new = wanted.configuration] in
            ConfigurationDifference(from: old, to: new)
        }
        // Not in spare time: it holds the store's lock, for which commands wait.
        let revision = try await DetachedThread.run(.small) { [store] in
            try store.record(loaded.content, difference, at: now)
        }
        let snapshot = next.snapshot(registry: latest.value, keys: ring, revision: revision)
        let addresses = service.addresses
        do {
            try await service.adopt(next.serviceSettings, snapshot)
        } catch {
            if next.accessLog !== serving.accessLog { next.accessLog.close() }
            throw error
        }
        management?.trust(next.serviceSettings.trusted)
        // Every loop has handed its last lines to the sink before by now.
        if next.accessLog !== serving.accessLog { serving.accessLog.close() }
        let former = Former((serving, self.snapshot))
        serving = next
        tellOfKeys(ring, instead: keys.value, at: now)
        keys.set(ring)
        self.snapshot = snapshot
        // No loop has it any more.
        former.letGo()
        lastReload = ReloadOutcome(time: now, revision: revision, problems: [])
        logger.info("revision \(revision) is in force: \(next.summary)")
        for line in next.upstreamLines { logger.info("\(line)") }
        for address in service.addresses where !addresses.contains(address) { logger.info("listening on \(address)") }
        for address in addresses where !service.addresses.contains(address) {
            logger.info("no longer listening on \(address)")
        }
        for key in wanted.needRestart {
            logger.warning("\(key): the change takes effect when the gateway is started again")
        }
    }

    private func refuse(_ problems: [String]) {
        lastReload = ReloadOutcome(time: Int64(time(nil)), revision: snapshot.revision, problems: problems)
        for problem in problems { logger.error("\(problem)") }
        logger.error(
            """
            \(file) was not put into force, because of the \(problems.count == 1 ? "problem" : "\(problems.count) problems") \
            above; serving on with revision \(snapshot.revision)
            """)
        ServiceManager.tell(
            .ready("revision \(snapshot.revision), after a change that was refused: \(problems.first ?? "")"))
    }
}
