import HTTPServer
import Registry

/// An application as `--json` shows it: everything but the digests of its secrets.
struct ApplicationDocument: Encodable {
    /// What is shown of a secret.
    struct Secret: Encodable {
        let id: String
        let createdAt: String
        /// Left out where it has no end.
        let endsAt: String?
        let expired: Bool
        /// Left out where it was not looked up; `null` where the secret was never used.
        let lastUsed: LastUse?
    }

    /// The day of a secret's last use.
    enum LastUse: Encodable {
        case never
        case day(Int64)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .never: try container.encodeNil()
            case .day(let day): try container.encode(UTCTime.day(day))
            }
        }
    }

    let clientId: String
    let number: Int64
    let name: String
    let owner: String
    let scopes: [String]
    let secrets: [Secret]
    let enabled: Bool
    let generation: Int64
    let createdAt: String
    let updatedAt: String

    /// - Parameters:
    ///   - now: Seconds since 1970, which the ends of secrets are compared with.
    ///   - uses: The days on which its secrets were last used; `nil` where that was not looked up.
    init(_ application: Application, at now: Int64, uses: [SecretUse]? = nil) {
        clientId = application.id
        number = application.number
        name = application.name
        owner = application.owner
        scopes = application.scopes.map(\.description)
        secrets = application.secrets.map { secret in
            let use = uses.map { $0.first { $0.secretID == secret.id }.map { LastUse.day($0.day) } ?? .never }
            return Secret(
                id: secret.id, createdAt: UTCTime.text(secret.createdAt), endsAt: secret.endsAt.map(UTCTime.text),
                expired: !secret.isLive(at: now), lastUsed: use)
        }
        enabled = application.isEnabled
        generation = application.generation
        createdAt = UTCTime.text(application.createdAt)
        updatedAt = UTCTime.text(application.updatedAt)
    }
}
