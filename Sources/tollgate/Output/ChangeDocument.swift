import ControlSocket
import Registry

/// What `--json` shows of a change.
struct ChangeDocument: Encodable {
    /// A secret that was just made, with its text.
    struct Secret: Encodable {
        let id: String
        let text: String
    }

    let application: ApplicationDocument
    let changed: Bool
    let sequence: Int64
    let gateway: GatewayDocument
    let secret: Secret?

    init(_ outcome: StoreOutcome, secret: NewSecret?, result: SyncResult, at now: Int64) {
        application = ApplicationDocument(outcome.application, at: now)
        changed = outcome.isChanged
        sequence = outcome.sequence
        self.secret = secret.map { Secret(id: $0.stored.id, text: $0.text) }
        gateway = GatewayDocument(result)
    }
}
