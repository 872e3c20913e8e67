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
        guard query["client_id"] == nil, query["client_secret"] == nil else { throw .credentialsInQuery }
        let body = try Self.body(of: request)
        guard query.isEmpty || body.isEmpty else { throw .twoPlaces }
        parameters = body.isEmpty ? query : body
        credentials = try ClientCredentials(request, body: body)
    }

    /// Whether the grant asked for is the one that there is (RFC 6749 §4.4.2).
    func checkGrantType() throws(TokenRefusal) {
        guard let type = parameters["grant_type"] else { throw .noGrantType }
        guard type == "client_credentials" else { throw .unsupportedGrantType }
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
        let types = request.values(of: "Content-Type")
        guard types.count == 1, isForm(types[0]) else { throw .notAForm }
        return try FormParameters(request.content.span)
    }

    /// Whether a media type is that of forms; parameters such as `charset` do not matter.
    private static func isForm(_ type: String) -> Bool {
        let essence = type.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        let bare = essence.split(whereSeparator: { $0 == " " || $0 == "\t" })
        return bare.count == 1 && bare[0].lowercased() == "application/x-www-form-urlencoded"
    }
}
