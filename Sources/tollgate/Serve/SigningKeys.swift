import Configuration
import Glibc
import Registry
import Signing
import TokenEndpoint

/// Opens the signing keys as a configuration asks for them.
enum SigningKeys {
    /// The keys of a store; the first one is made, and so is one of another algorithm where that is asked for.
    ///
    /// - Parameter now: seconds since 1970.
    static func open(
        _ store: any KeyStore, for configuration: GatewayConfiguration, at now: Int64
    ) async throws -> KeyRing {
        try await KeyRing.open(
            store, masterKey: masterKeySource(configuration), algorithm: algorithm(configuration), at: now)
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
        case .es384: .es384
        case .edDSA: .edDSA
        case .ps256: .ps256
        case .rs256: .rs256
        }
    }
}
