package import HTTPServer
import JSONWebToken

/// `/.well-known/oauth-authorization-server`: where tokens are to be had, and how (RFC 8414).
package struct MetadataEndpoint: Sendable {
    /// Where the document is, without what an issuer's own path adds.
    private static let place = "/.well-known/oauth-authorization-server"
    /// How long a reader may keep it, in seconds.
    private static let maxAge: Int64 = 300

    private let paths: Set<String>
    private let document: [UInt8]
    private let tag: String

    /// - Parameters:
    ///   - issuer: the issuer's URL, without query and fragment. The gateway answers at the root of its host.
    ///   - scopes: the scopes that tokens can be asked for, in the order in which they are shown.
    package init(issuer: String, scopes: [String]) {
        let (origin, path) = Self.split(issuer)
        // The issuer's path follows the well-known one, without a slash at its end (RFC 8414 §3.1).
        paths = [Self.place, Self.place + path]
        document = Self.document(issuer: issuer, origin: origin, scopes: scopes)
        tag = EntityTag.of(document)
    }

    /// Whether a path is that of the document.
    package func answers(_ path: String) -> Bool { paths.contains(path) }

    /// Answers a request.
    package func respond(to request: WholeRequest) -> WholeResponse {
        .published(document, type: "application/json", tag: tag, maxAge: Self.maxAge, to: request)
    }

    /// Scheme and authority, and the path without a slash at its end.
    private static func split(_ issuer: String) -> (origin: String, path: String) {
        let schemeEnd = issuer.firstRange(of: "://")?.upperBound ?? issuer.startIndex
        let pathStart = issuer[schemeEnd...].firstIndex(of: "/") ?? issuer.endIndex
        var path = issuer[pathStart...]
        while path.hasSuffix("/") { path = path.dropLast() }
        return (String(issuer[..<pathStart]), String(path))
    }

    /// No authorization endpoint, so no response types (RFC 8414 §2).
    private static func document(issuer: String, origin: String, scopes: [String]) -> [UInt8] {
        let list = { (texts: [String]) in "[" + texts.map { JSONText.literal($0) }.joined(separator: ",") + "]" }
        let members = [
            ("issuer", JSONText.literal(issuer)), ("token_endpoint", JSONText.literal(origin + "/oauth/token")),
            ("jwks_uri", JSONText.literal(origin + "/.well-known/jwks.json")), ("scopes_supported", list(scopes)),
            ("response_types_supported", list([])), ("grant_types_supported", list(["client_credentials"])),
            ("token_endpoint_auth_methods_supported", list(["client_secret_basic", "client_secret_post"])),
        ]
        return Array(("{" + members.map { JSONText.literal($0) + ":" + $1 }.joined(separator: ",") + "}\n").utf8)
    }
}
