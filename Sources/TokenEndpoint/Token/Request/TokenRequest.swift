import HTTPServer

/// A request for a token, read in the one way that it can be read.
struct TokenRequest: Sendable {
    /// Who asks; `nil` where the request has no credentials that can be used here.
    let credentials: ClientCredentials?
    private let parameters: FormParameters

    /// Reads a request: parameters in the body, or in the query for clients that cannot send a body; never in both.
    init(_ request: WholeRequest) throws(TokenRefusal) {
        guard request.isMethod("GET") || request.isMethod("POST") else { throw .method }
        let query = try FormParameters(request.queryBytes)
        guard query.value(of: "client_id").isEmpty, query.value(of: "client_secret").isEmpty else {
            throw .credentialsInQuery
        }
        let body = try Self.body(of: request)
        guard query.isEmpty || body.isEmpty else { throw .twoPlaces }
        parameters = body.isEmpty ? query : body
        credentials = try ClientCredentials(request, body: body)
    }

    /// Whether the grant asked for is the one that there is (RFC 6749 §4.4.2).
    func checkGrantType() throws(TokenRefusal) {
        let type = parameters.value(of: "grant_type")
        guard !type.isEmpty else { throw .noGrantType }
        guard type.equals("client_credentials") else { throw .unsupportedGrantType }
    }

    /// The scopes asked for, as they were written. `scopes` is another name of the parameter.
    func scope() throws(TokenRefusal) -> String {
        switch (parameters["scope"], parameters["scopes"]) {
        case (.some, .some): throw .twoScopes
        case (let scope?, nil), (nil, let scope?): return scope
        case (nil, nil): throw .noScope
        }
    }

    private static func body(of request: WholeRequest) throws(TokenRefusal) -> FormParameters {
        if request.content.isEmpty { return try FormParameters(Span()) }
        guard request.count(of: "content-type") == 1, isForm(request.value(of: "content-type")) else {
            throw .notAForm
        }
        return try FormParameters(request.content.span)
    }

    /// Whether a media type is that of forms; parameters such as `charset` do not matter.
    private static func isForm(_ type: Span<UInt8>) -> Bool {
        var essence = type.extracting(first: type.first(UInt8(ascii: ";")) ?? type.count)
        while essence.count > 0, isBlank(essence[0]) { essence = essence.extracting(droppingFirst: 1) }
        while essence.count > 0, isBlank(essence[essence.count - 1]) { essence = essence.extracting(droppingLast: 1) }
        return essence.equalsIgnoringCase("application/x-www-form-urlencoded")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
