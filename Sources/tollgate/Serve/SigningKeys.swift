import Configuration
import Glibc
import JSONWebToken
import Registry
import Signing
import TokenEndpoint

/// The signing keys as a configuration asks for them.
enum SigningKeys {
    /// Makes, opens and replaces the keys of a store.
    static func maker(_ store: any KeyStore, for configuration: GatewayConfiguration) throws -> KeyMaker {
        KeyMaker(store, masterKey: try masterKeySource(configuration), policy: policy(configuration))
    }

    /// What a configuration asks of the keys.
    static func policy(_ configuration: GatewayConfiguration) -> KeyPolicy {
        KeyPolicy(
            algorithm: configuration.issuer.algorithm.rawValue, rotateEvery: configuration.issuer.rotateEvery,
            tokenLifetime: configuration.issuer.tokenLifetime + configuration.clockSkew)
    }

    /// The keys that verify, for commands that only read. None is made.
    static func keySet(_ store: any KeyStore, for configuration: GatewayConfiguration) async throws -> KeySet {
        try await KeyRing.keySet(store, masterKey: masterKeySource(configuration))
    }

    /// The master key, once there are keys: none is made.
    static func masterKey(_ configuration: GatewayConfiguration) throws -> MasterKey {
        try masterKeySource(configuration).masterKey(sealedCount: 1)
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
}
