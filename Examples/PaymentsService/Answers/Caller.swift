import HTTPServer

/// Who called, in the words of the gateway: what the service was passed, and not what it checked.
///
/// Behind the gateway these fields are the gateway's own, whatever the client sent. Reached directly, the service shows
/// what anybody cared to write.
struct Caller: Hashable, Sendable {
    /// `X-Client-Id`; `nil` on a public route.
    let clientID: String?
    /// `X-Client-Scopes`, one by one.
    let scopes: [String]
    /// `X-Request-Id`: the name of the call in the gateway's log.
    let requestID: String?

    init(_ request: WholeRequest) {
        clientID = Self.value("X-Client-Id", request)
        scopes = Self.value("X-Client-Scopes", request)?.split(separator: " ").map(String.init) ?? []
        requestID = Self.value("X-Request-Id", request)
    }

    /// Every line of a field, so that one which should not be there is seen.
    private static func value(_ name: String, _ request: WholeRequest) -> String? {
        let values = request.values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

extension Caller: Encodable {
    private enum Key: String, CodingKey {
        case clientId, scopes, requestId
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(clientID, forKey: .clientId)
        try members.encode(scopes, forKey: .scopes)
        try members.encode(requestID, forKey: .requestId)
    }
}
