import Registry

/// An application as `--json` shows it: everything but the digests of its secrets.
struct ApplicationDocument: Encodable {
    /// What is shown of a secret.
    struct Secret: Encodable {
        let id: String
        let createdAt: String
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

    init(_ application: Application) {
        clientId = application.id
        number = application.number
        name = application.name
        owner = application.owner
        scopes = application.scopes.map(\.description)
        secrets = application.secrets.map { Secret(id: $0.id, createdAt: UTCTime.text($0.createdAt)) }
        enabled = application.isEnabled
        generation = application.generation
        createdAt = UTCTime.text(application.createdAt)
        updatedAt = UTCTime.text(application.updatedAt)
    }
}
