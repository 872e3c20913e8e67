import HashTreeCollections
import Registry
import Signing

/// Finds the application that credentials belong to.
///
/// An unknown client costs the same work as a wrong secret, and gets the same answer: nobody can learn which client ids
/// exist. The digest of what was presented is compared with as many digests each time, without ending at a match.
enum ClientAuthentication {
    /// How many secrets may be live at once; as many comparisons are made for every request.
    private static let comparisons = 2
    /// What is compared with where there is no secret. Nobody knows a text with this digest.
    private static let dummy = [UInt8](repeating: 0, count: SHA256.length)

    static func application(
        for credentials: ClientCredentials?, in view: RegistryView
    ) throws(TokenRefusal) -> Application {
        guard let credentials else { throw .noCredentials }
        // Checked first because string equality would let a look-alike find an application.
        let application = ClientID.isValid(credentials.id) ? view.applications[credentials.id] : nil
        let isRight = matches(credentials.secret, application?.secrets ?? [])
        guard let application, isRight else { throw .wrongCredentials }
        guard application.isEnabled else { throw .disabled }
        return application
    }

    /// Whether one of the secrets is the one presented.
    private static func matches(_ presented: String, _ secrets: [StoredSecret]) -> Bool {
        let digest = SHA256.digest(of: Array(presented.utf8))
        var found = false
        for index in 0..<max(comparisons, secrets.count) {
            let isReal = index < secrets.count
            let isSame = constantTimeEquals(digest, isReal ? secrets[index].digest : dummy)
            found = found || (isSame && isReal)
        }
        return found
    }
}
