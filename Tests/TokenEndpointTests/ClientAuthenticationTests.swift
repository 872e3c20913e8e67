import Registry
import Signing
import Testing

@testable import TokenEndpoint

@Suite struct ClientAuthenticationTests {
    private func stored(_ text: String) -> StoredSecret {
        StoredSecret(id: "sec_" + text, digest: SHA256.digest(of: Array(text.utf8)), createdAt: 1)
    }

    /// How many comparisons are made for what is presented, and which secret is found.
    private func search(_ presented: String, among texts: [String]) -> (comparisons: Int, found: String?) {
        var comparisons = 0
        let found = ClientAuthentication.secret(presented, among: texts.map(stored), at: 2) { left, right in
            comparisons += 1
            return left == right
        }
        return (comparisons, found?.id)
    }

    @Test(arguments: [["a"], ["a", "b"], ["b", "a"], ["b"], [], ["b", "c", "a"]])
    func `as many comparisons are made whichever secret it is, and where it is none`(texts: [String]) {
        let (comparisons, found) = search("a", among: texts)
        #expect(comparisons == Application.mostListedSecrets)
        #expect(found == (texts.contains("a") ? "sec_a" : nil))
    }
}
