package import HTTPServer
package import JSONWebToken

/// `/.well-known/jwks.json`: the keys that tokens may be signed with, for services that verify tokens themselves.
package struct KeysEndpoint: Sendable {
    private let keys: @Sendable () -> KeySet

    /// - Parameter keys: the keys that stand now, asked for at each request.
    package init(keys: @escaping @Sendable () -> KeySet) { self.keys = keys }

    /// Answers a request. To HEAD it answers as to GET; the server leaves the content out (RFC 9110 §9.3.2).
    ///
    /// A reader may keep the set for five minutes, and should fetch it again when a token names a key that is not in it:
    /// a key made since signs at once.
    package func respond(to request: WholeRequest) -> WholeResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            return WholeResponse(status: 405, fields: [("Allow", "GET, HEAD")])
        }
        return WholeResponse(
            status: 200,
            fields: [("Content-Type", "application/jwk-set+json"), ("Cache-Control", "public, max-age=300")],
            content: keys().document)
    }
}
