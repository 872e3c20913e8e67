import ArgumentParser
import Configuration
import Registry
import SQLiteStore

/// Where the registry is: every command that works on it takes these.
struct StoreOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration, which names the store.", valueName: "file"))
    var config = ConfigurationFile.standardPath

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Use this store and read no configuration: sqlite:PATH. Scopes are then not checked.", valueName: "store"))
    var store: String?

    /// The options that have another command work on the same store, as a shell reads them, with a space in front; empty
    /// where none were needed.
    var repeated: String {
        if let store { return " --store " + Plain.word(store) }
        return config == ConfigurationFile.standardPath ? "" : " --config " + Plain.word(config)
    }

    /// Opens the store.
    ///
    /// - Parameter create: Whether it may be made where it does not exist.
    /// - Throws: An `ExitCode` after the problems of the configuration were printed, or what the store says.
    func open(create: Bool = false) throws -> RegistrySession {
        if let store {
            guard store.hasPrefix("sqlite:"), store.utf8.count > "sqlite:".utf8.count else {
                throw ValidationError("--store \"\(Plain.text(store))\": write sqlite: and a path")
            }
            return try Self.session(path: String(store.dropFirst("sqlite:".count)), configuration: nil, create: create)
        }
        return try Self.session(
            config: config, create: create, hint: "--config names another configuration, --store a database without one"
        )
    }

    /// Opens the store that a configuration names.
    static func session(
        config: String, create: Bool = false, hint: String = "--config names another configuration"
    ) throws -> RegistrySession {
        let configuration: GatewayConfiguration
        do {
            configuration = try ConfigurationFile.load(config).configuration
        } catch {
            Output.error("\(error)")
            Output.note("Hint: \(hint)")
            throw ExitStatus.configuration
        }
        return try session(path: configuration.databasePath, configuration: configuration, create: create)
    }

    private static func session(
        path: String, configuration: GatewayConfiguration?, create: Bool
    ) throws -> RegistrySession {
        try ActingUser.become(ownerOf: DataFolder.parent(of: path))
        let store = try UpgradeNews.open(path: path, create: create)
        return RegistrySession(store: store, folder: DataFolder.parent(of: path), configuration: configuration)
    }
}
