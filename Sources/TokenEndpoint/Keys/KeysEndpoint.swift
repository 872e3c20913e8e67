package import HTTPServer

/// `/.well-known/jwks.json`: the keys that tokens may be signed with, for services that verify tokens themselves.
package struct KeysEndpoint: Sendable {
    private let keys: @Sendable () -> PublishedKeys

    /// - Parameter keys: what is published now, asked for at each request.
    package init(keys: @escaping @Sendable () -> PublishedKeys) { self.keys = keys }

    /// Answers a request.
    ///
    /// A reader may keep the set for as long as it says: a key that is made is published for at least twice that before it
    /// signs. Only a key that somebody has started at once is missing from a set that was kept.
    package func respond(to request: WholeRequest) -> WholeResponse {
        let keys = keys()
        return .published(
            keys.document, type: "application/jwk-set+json", tag: keys.entityTag, maxAge: keys.maxAge, to: request)
    }
}
