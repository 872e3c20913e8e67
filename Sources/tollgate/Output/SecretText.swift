import Configuration
import Registry

/// How a secret is shown, and what to do with it.
enum SecretText {
    /// The lines that follow the sentence which says that it was made.
    static func details(
        _ secret: NewSecret, of application: Application, _ session: RegistrySession
    ) -> [String] {
        let base = session.configuration?.issuer.url ?? "http://127.0.0.1:8080"
        let url = (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/oauth/token"
        let scopes = application.scopes.map(\.description).joined(separator: " ")
        return [
            "",
            "  Client id      \(application.id)",
            "  Client secret  \(secret.text)",
            "  Secret id      \(secret.stored.id)",
            "  Scopes         \(scopes)",
            "",
            "The secret is shown this once and cannot be recovered: keep it where the application reads it.",
            "To fetch a token (curl asks for the secret):",
            "",
            "  curl -u \(application.id) -d grant_type=client_credentials -d 'scope=\(scopes)' \(url)",
            "",
        ]
    }
}
