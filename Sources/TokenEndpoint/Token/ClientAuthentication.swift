import Registry
import Signing

/// Finds the application that credentials belong to.
///
/// An unknown client costs the same work as a wrong secret or one that has ended, and gets the same answer: nobody can
/// learn which client ids exist. The digest of what was presented is compared with as many digests each time, without
/// ending at a match.
enum ClientAuthentication {
    /// Who has proved to be whom.
    struct Client: Sendable {
        let application: Application
        /// The id of the secret that was presented.
        let secretID: String
    }

    /// What is compared with where there is no secret. Nobody knows a text with this digest.
    private static let nobodysSecret = StoredSecret(
        id: "", digest: [UInt8](repeating: 0, count: SHA256.length), createdAt: 0)
    /// Holds what takes the place of an application that does not exist, so that the same steps are taken: it is looked
    /// up and unpacked like any other.
    private static let nobodys = RegistryView(applications: [nobody.id: nobody])
    private static let nobody = Application(
        id: "app_nobodynobodynobo", number: 1, name: "The name of nobody", owner: "The owner of nobody", scopes: [],
        secrets: [nobodysSecret], isEnabled: false, generation: 1, createdAt: 0, updatedAt: 0)

    /// - Parameter now: Seconds since 1970, which a secret's end is compared with.
    static func client(
        for credentials: ClientCredentials?, in view: RegistryView, at now: Int64
    ) throws(TokenRefusal) -> Client {
        guard let credentials else { throw .noCredentials }
        let found = view.application(credentials.id)
        let other = found ?? nobodys.application(nobody.id)
        let secret = secret(credentials.secret, among: other?.secrets ?? [], at: now)
        guard let application = found, let secret else { throw .wrongCredentials(id: credentials.id) }
        guard application.isEnabled else { throw .disabled }
        return Client(application: application, secretID: secret.id)
    }

    /// The live secret that was presented. As many comparisons are made as secrets may be listed, so that their number
    /// does not show either, nor which of them it was.
    static func secret(
        _ presented: String, among secrets: [StoredSecret], at now: Int64,
        equals: ([UInt8], [UInt8]) -> Bool = constantTimeEquals
    ) -> StoredSecret? {
        let digest = SHA256.digest(of: presented.utf8Span.span)
        let nobodys = nobodysSecret.digest
        var found: Int?
        for index in 0..<max(Application.mostListedSecrets, secrets.count) {
            let isReal = index < secrets.count
            let isSame = equals(digest, isReal ? secrets[index].digest : nobodys)
            if isSame && isReal && secrets[index].isLive(at: now) { found = index }
        }
        return found.map { secrets[$0] }
    }
}
