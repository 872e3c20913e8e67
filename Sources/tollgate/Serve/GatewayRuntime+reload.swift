import Configuration
import Gateway
import Glibc
import Logging
import Policy
import SQLiteStore

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
    static func watchConfiguration(_ loaded: LoadedConfiguration, _ reload: () async -> [String]?) async {
        var files = loaded.watchedFiles
        var watch = FileWatch(loaded.signatures)
        while !Task.isCancelled {
            try? await Task.sleep(for: watchInterval)
            let signatures = files.map { FileSignature(path: $0) }
            guard watch.look(signatures) else { continue }
            guard let next = await reload() else { return }
            guard next != files else { continue }
            files = next
            watch = FileWatch(next.map { FileSignature(path: $0) })
        }
    }

    /// Reads the configuration and puts it into force, or says why not and serves on as before.
    ///
    /// - Returns: the files to watch from now on.
    @discardableResult
    func reload(_ cause: ReloadCause) async -> [String] {
        await inTurn { await self.takeInConfiguration(cause) }
    }

    private func takeInConfiguration(_ cause: ReloadCause) async -> [String] {
        logger.info("reading \(file) again (\(cause.rawValue))")
        do {
            let loaded = try ConfigurationFile.load(file)
            try await put(loaded)
            return loaded.watchedFiles
        } catch let error as ConfigurationError {
            refuse(error.problems.map(\.description))
        } catch {
            refuse(["\(error)"])
        }
        return serving.watchedFiles(file)
    }

    private func put(_ loaded: LoadedConfiguration) async throws {
        let now = Int64(time(nil))
        let wanted = try serving.configuration.checkSuccessor(loaded.configuration)
        let settings = try GatewaySettings(wanted.configuration)
        let keys = try await SigningKeys.open(store, for: wanted.configuration, at: now)
        let next = try Serving(wanted.configuration, settings, keys, latest, logger, replacing: serving)
        let revision = try await store.record(loaded.content, at: now)
        let snapshot = next.snapshot(registry: latest.value, revision: revision)
        let addresses = service.addresses
        do {
            try await service.adopt(next.serviceSettings, snapshot)
        } catch {
            if next.accessLog !== serving.accessLog { next.accessLog.close() }
            throw error
        }
        // Every loop has handed its last lines to the sink before by now.
        if next.accessLog !== serving.accessLog { serving.accessLog.close() }
        serving = next
        self.snapshot = snapshot
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
    }
}
