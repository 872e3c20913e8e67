import Configuration

extension GatewayConfiguration {
    /// What can be put into force in this configuration's place while it serves.
    ///
    /// - Returns: the successor, with what a running gateway cannot change as it is here; and the names of those keys.
    func checkSuccessor(
        _ next: GatewayConfiguration
    ) throws(CommandFailure) -> (configuration: GatewayConfiguration, needRestart: [String]) {
        // Applications and keys of another store are other applications and keys: that is another gateway.
        guard next.databasePath == databasePath else {
            throw CommandFailure("store: a serving gateway keeps its store; start it again to change \(databasePath)")
        }
        guard next.masterKey == masterKey, next.defaultMasterKeyPath == defaultMasterKeyPath else {
            throw CommandFailure("masterKey: a serving gateway keeps its master key; start it again to change it")
        }
        let needRestart = (next.loops == loops ? [] : ["loops"]) + (next.management == management ? [] : ["management"])
        return (next, needRestart)
    }
}
