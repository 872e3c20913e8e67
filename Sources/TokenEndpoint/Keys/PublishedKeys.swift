package import JSONWebToken
import Signing

/// A key set as `/.well-known/jwks.json` gives it out.
package struct PublishedKeys: Sendable {
    /// The JWK Set (RFC 7517 §5).
    package let document: [UInt8]
    /// A strong validator: another document has another (RFC 9110 §8.8.3).
    package let entityTag: String
    /// How long a reader may keep the document, in seconds.
    package let maxAge: Int64

    package init(_ keys: KeySet, maxAge: Int64) {
        document = keys.document
        entityTag = EntityTag.of(document)
        self.maxAge = maxAge
    }
}
