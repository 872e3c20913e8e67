import ControlSocket
import HTTPServer
import Registry

/// A signing key as `--json` shows it; nothing in it is secret.
struct KeyDocument: Encodable {
    let keyId: String
    let algorithm: String
    let state: String
    let createdAt: String
    let signsFrom: String
    /// When the last token that it signed has expired, and it is removed; left out where it still signs, or never did.
    let retiresAt: String?

    init(_ key: StoredKey, _ state: KeyState) {
        keyId = key.id
        algorithm = key.algorithm
        self.state = state.name
        createdAt = UTCTime.text(key.createdAt)
        signsFrom = UTCTime.text(key.signsFrom)
        retiresAt = if case .retiring(let until) = state { UTCTime.text(until) } else { nil }
    }

    /// Every key, in the order in which they sign.
    static func all(_ keys: [StoredKey], at now: Int64) -> [KeyDocument] {
        KeySchedule(keys).states(at: now).map { KeyDocument($0.key, $0.state) }
    }
}

/// A change of the signing keys as `--json` shows it.
struct KeyChangeDocument: Encodable {
    /// The key that was made, started or removed.
    let keyId: String
    let changed: Bool
    let sequence: Int64
    /// Every key that now stands.
    let keys: [KeyDocument]
    let gateway: GatewayDocument
}
