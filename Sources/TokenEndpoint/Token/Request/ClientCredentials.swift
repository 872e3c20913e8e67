import HTTPServer
import Signing

/// What a client presents to prove who it is (RFC 6749 §2.3.1).
struct ClientCredentials: Hashable, Sendable, CustomStringConvertible {
    let id: String
    let secret: String

    /// Not the secret: what is printed ends up in logs.
    var description: String { "ClientCredentials(\(id))" }
}

extension ClientCredentials {
    /// The credentials of a request, from `Authorization: Basic` or from the parameters in its body.
    ///
    /// - Returns: `nil` where there are none that can be used here.
    /// - Throws: where they are given in two ways, which might name two clients.
    init?(_ request: WholeRequest, body: FormParameters) throws(TokenRefusal) {
        let fields = request.values(of: "Authorization")
        guard fields.count <= 1 else { throw .twoMethods }
        guard let field = fields.first else {
            guard let id = body["client_id"], let secret = body["client_secret"] else { return nil }
            self.init(id: id, secret: secret)
            return
        }
        guard body["client_secret"] == nil else { throw .twoMethods }
        guard let credentials = try Self.basic(field) else { return nil }
        // A client may repeat its id as a parameter (§3.2.1), if it is the same.
        if let id = body["client_id"], !id.utf8.elementsEqual(credentials.id.utf8) { throw .twoMethods }
        self = credentials
    }

    /// Credentials from the field's value; `nil` for another scheme than Basic.
    ///
    /// Both halves are form-urlencoded before they are joined (§2.3.1).
    private static func basic(_ value: String) throws(TokenRefusal) -> ClientCredentials? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard let scheme = parts.first, scheme.lowercased() == "basic" else { return nil }
        guard parts.count == 2, let bytes = Base64.decode(String(parts[1])),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let id = FormParameters.decode(bytes[..<colon]), let secret = FormParameters.decode(bytes[(colon + 1)...])
        else { throw .badBasic }
        return ClientCredentials(id: id, secret: secret)
    }
}
