package import Signing

/// Where the master key comes from.
package enum MasterKeySource: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// A file that nobody named: it may be made, if nothing was ever sealed under it.
    case defaultFile(String)
    /// A file that the configuration names: it must be there.
    case file(String)
    /// Text from the environment, and the name it has there.
    case text(String, name: String)

    /// Where, and not what: what is printed ends up in logs.
    package var description: String {
        switch self {
        case .defaultFile(let path), .file(let path): path
        case .text(_, let name): name
        }
    }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Reads the key, or makes it where that is allowed and nothing is lost by it.
    ///
    /// - Parameter sealedCount: how many keys are stored sealed. A new master key would open none of them.
    package func masterKey(sealedCount: Int) throws(KeyRingError) -> MasterKey {
        do throws(MasterKeyError) {
            switch self {
            case .file(let path): return try MasterKey.load(file: path)
            case .text(let text, let name): return try MasterKey(text: text, source: name)
            case .defaultFile(let path): return try Self.loadOrCreate(path, mayCreate: sealedCount == 0)
            }
        } catch {
            throw error.fault == .missing && sealedCount > 0
                ? .masterKeyLost(source: error.source, sealedCount: sealedCount) : .masterKey(error)
        }
    }

    private static func loadOrCreate(_ path: String, mayCreate: Bool) throws(MasterKeyError) -> MasterKey {
        do throws(MasterKeyError) {
            return try MasterKey.load(file: path)
        } catch {
            guard mayCreate, error.fault == .missing else { throw error }
        }
        do throws(MasterKeyError) {
            return try MasterKey.create(file: path)
        } catch {
            // Another process made it in between.
            guard error.fault == .exists else { throw error }
            return try MasterKey.load(file: path)
        }
    }
}
