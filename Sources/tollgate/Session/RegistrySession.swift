import Accounts
import Configuration
import ControlSocket
import Glibc
import Registry
import SQLiteStore

/// One command's view of the registry: the open store, and where a gateway that serves from it would listen.
struct RegistrySession {
    /// The store.
    let store: any AccountStore & ApplicationStore & AuditLog & KeyStore
    /// The folder of the database, which is also that of the control socket.
    let folder: String
    /// What `gateway.json` says; `nil` where the store was named on the command line instead.
    let configuration: GatewayConfiguration?

    /// Seconds since 1970.
    static func now() -> Int64 { Int64(time(nil)) }

    /// Who changes something now: the user that runs the command.
    static func origin() -> ChangeOrigin {
        let user = getuid()
        let name =
            if let entry = unsafe getpwuid(user) { unsafe String(cString: entry.pointee.pw_name) } else { "\(user)" }
        return ChangeOrigin(time: now(), who: "cli:" + name)
    }

    /// Tells a serving gateway about a change, and waits until it is in force.
    ///
    /// A gateway that cannot be reached still serves while it has the lock: it may just be starting, or somebody has removed
    /// its socket. To say that none is serving would be to say that the change is in force.
    ///
    /// Blocks for up to five seconds, or ten where the gateway is slow as well: for commands, which have nothing else to do.
    func announce(_ request: ControlRequest) -> SyncResult {
        let place = folder.isEmpty ? "" : folder + "/"
        let clock = ContinuousClock()
        let end = clock.now + .seconds(5)
        var result = ControlClient.tell(folder: folder, request)
        while result == .notServing, DataFolderLock.isHeld(folder: folder) {
            guard clock.now < end else {
                return .failed(
                    "nobody answers at \(place)control.sock, but a gateway has \(place)\(DataFolderLock.fileName)")
            }
            usleep(20_000)
            result = ControlClient.tell(folder: folder, request)
        }
        return result
    }

    /// Scopes from their written form, each declared by an audience.
    ///
    /// Without a configuration only their form is checked.
    func declaredScopes(_ texts: [String], option: String) throws(CommandFailure) -> [Scope] {
        try Self.scopes(texts, option: option, declaredBy: configuration)
    }

    /// The same, for commands that need no store.
    static func scopes(
        _ texts: [String], option: String, declaredBy configuration: GatewayConfiguration?
    ) throws(CommandFailure) -> [Scope] {
        let scopes = try Self.scopes(texts, option: option)
        guard let configuration else { return scopes }
        for scope in scopes where !configuration.declares(scope) {
            let near = configuration.scope(near: scope.description)
            let remedy = near.map { "did you mean \"\($0)\"?" } ?? "declare it under \"audiences\", or use one that is"
            throw CommandFailure("\(option) \"\(scope)\": no audience of the configuration declares it; \(remedy)")
        }
        return scopes
    }

    /// Scopes from their written form, declared or not: one that no audience declares any more can still be removed.
    static func scopes(_ texts: [String], option: String) throws(CommandFailure) -> [Scope] {
        var scopes: [Scope] = []
        for text in texts {
            guard let scope = Scope(text) else {
                throw CommandFailure(
                    "\(option) \"\(Plain.text(text))\": not a scope; "
                        + "write AUDIENCE:OPERATION, such as transactions:read, and the option once for each")
            }
            scopes.append(scope)
        }
        return scopes
    }
}
