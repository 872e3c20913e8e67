import Registry

extension TokenRefusal {
    /// `error_description`: what happened and what to do. Only the characters that RFC 6749 §5.2 allows.
    var description: String {
        switch self {
        case .method: "a token is fetched with POST or GET; use one of them"
        case .twoPlaces: "there are parameters in the query and in the body; send all of them in the body"
        case .notAForm:
            "the body must be a form; send it as application/x-www-form-urlencoded and set Content-Type to that"
        case .badEncoding: "a parameter is not form-urlencoded UTF-8; encode it again"
        case .repeated(let name): "the parameter \(PlainText.quotable(name)) is given more than once; give it once"
        case .credentialsInQuery:
            "client_id and client_secret must not stand in the query, where logs keep them; send them with "
                + "Authorization: Basic, and if the secret was there replace it"
        case .twoMethods: "there are two sets of credentials; send one, with Authorization: Basic"
        case .badBasic: "Authorization: Basic must carry the base64 of client_id:client_secret; encode it again"
        case .twoScopes: "scope and scopes are two names of one parameter; send scope only"
        case .noCredentials: "there are no credentials; send client_id and client_secret with Authorization: Basic"
        case .wrongCredentials:
            "client_id or client_secret is wrong; check both, and if the secret is lost have a new one made"
        case .tooManyFailures(let seconds):
            "client_id or client_secret was wrong too often; check both, and try again after \(seconds) s"
        case .disabled: "the application is disabled; ask the operator of the gateway to enable it"
        case .noGrantType: "grant_type is missing; send grant_type=client_credentials"
        case .unsupportedGrantType: "this grant_type is not supported; send grant_type=client_credentials"
        case .noScope: "no scope is given; name the scopes that the token is for, such as scope=orders:read"
        case .malformedScope(let text):
            "\(PlainText.quotable(text)) is not a scope; write audience:operation, with one space between two scopes"
        case .unknownScope(let scope):
            "\(PlainText.quotable(scope.description)) is not a scope of this gateway; check its spelling and its case"
        case .scopeNotAllowed(let scope, let allowed): Self.notAllowed(scope, allowed)
        case .cannotSign: "the gateway cannot sign tokens now; try again later, and tell its operator"
        }
    }

    private static func notAllowed(_ scope: Scope, _ allowed: [Scope]) -> String {
        let start = "the application may not ask for \(PlainText.quotable(scope.description)); "
        let names = allowed.map(\.description).joined(separator: " ")
        // A list that fits is worth more than one that was cut.
        guard !names.isEmpty, names.utf8.count <= 400 else {
            return start + "ask the operator of the gateway to allow it"
        }
        return start + "it may ask for \(names), or ask the operator of the gateway to allow it"
    }
}
