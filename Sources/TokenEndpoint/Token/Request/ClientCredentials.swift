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
        let count = request.count(of: "authorization")
        guard count <= 1 else { throw .twoMethods }
        guard count == 1 else {
            guard let id = body["client_id"], let secret = body["client_secret"] else { return nil }
            self.init(id: id, secret: secret)
            return
        }
        guard body.value(of: "client_secret").isEmpty else { throw .twoMethods }
        guard let credentials = try Self.basic(request.value(of: "authorization")) else { return nil }
        // A client may repeat its id as a parameter (§3.2.1), if it is the same.
        if let id = body["client_id"], !id.utf8.elementsEqual(credentials.id.utf8) { throw .twoMethods }
        self = credentials
    }

    /// Credentials from the field's value; `nil` for another scheme than Basic.
    ///
    /// Both halves are form-urlencoded before they are joined (§2.3.1).
    private static func basic(_ value: Span<UInt8>) throws(TokenRefusal) -> ClientCredentials? {
        let space = UInt8(ascii: " ")
        let end = value.first(space) ?? value.count
        // Schemes compare case-insensitively (RFC 9110 §11.1).
        guard value.extracting(first: end).equalsIgnoringCase("basic") else { return nil }
        var start = end
        // One space or more (`1*SP`, RFC 9110 §11.4).
        while start < value.count, value[start] == space { start += 1 }
        guard start < value.count, let bytes = Base64.decode(value.extracting(start..<value.count)) else {
            throw .badBasic
        }
        let pair = bytes.span
        guard let colon = pair.first(UInt8(ascii: ":")), let id = FormParameters.decode(pair.extracting(first: colon)),
            let secret = FormParameters.decode(pair.extracting((colon + 1)..<pair.count))
        else { throw .badBasic }
        return ClientCredentials(id: id, secret: secret)
    }
}
