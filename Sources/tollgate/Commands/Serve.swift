import ArgumentParser

/// `tollgate serve`: runs the gateway until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve: issue tokens, check calls and forward them.",
        discussion: """
            Logs to standard error; the access log goes where gateway.json says. A change of gateway.json is put into \
            force when it is whole and without fault; SIGHUP has it read at once. SIGTERM and \
            SIGINT let calls that are under way end, then stop; a second one stops at once. SIGUSR1 \
            opens the access log's file again, for after it was moved away.
            """
    )

    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ConfigurationFile.standardPath

    @Option(
        name: .customLong("drain-seconds"),
        help: ArgumentHelp("How long calls under way may take after SIGTERM.", valueName: "seconds"))
    var drainSeconds = 30

    func validate() throws {
        guard (0...3_600).contains(drainSeconds) else { throw ValidationError("--drain-seconds: 0 to 3600") }
    }

    func run() async throws {
        let signals = Signals()
        MemoryKeeper.prepare()
        let loaded: LoadedConfiguration
        do {
            loaded = try ConfigurationFile.load(config)
        } catch {
            Output.error("\(error)")
            throw ExitStatus.configuration
        }
        do {
            let runtime = try await GatewayRuntime.start(loaded)
            await runtime.obey(signals)
            await runtime.stop(patience: Int64(drainSeconds) * 1_000)
        } catch let failure as CommandFailure {
            Output.error(failure.description)
            throw ExitCode.failure
        }
    }
}
