import HTTPServer
import JSONWebToken
import Registry

/// Why no token is issued. Each case says what the caller is to do (RFC 6749 §5.2).
enum TokenRefusal: Error, Hashable, Sendable {
    /// Another method than GET and POST.
    case method
    /// Parameters in the query and in the body.
    case twoPlaces
    /// A body that is not, or is not said to be, a form.
    case notAForm
    /// A parameter that cannot be decoded.
    case badEncoding
    /// A parameter, by name, that is there twice.
    case repeated(String)
    /// Credentials in the query, which logs and histories keep.
    case credentialsInQuery
    /// Credentials by more than one method, or two of one.
    case twoMethods
    /// An `Authorization: Basic` that cannot be read.
    case badBasic
    /// Both `scope` and `scopes`.
    case twoScopes
    /// No credentials that can be used here.
    case noCredentials
    /// Unknown client or wrong secret: nobody is told which. The client id as it was presented.
    case wrongCredentials(id: String)
    /// The same, once too often; to be tried again after so many seconds.
    case tooManyFailures(retryAfter: Int64)
    /// The right secret of a disabled application.
    case disabled
    case noGrantType
    case unsupportedGrantType
    case noScope
    /// Text that is not a list of scopes.
    case malformedScope(String)
    /// A scope that the configuration does not declare.
    case unknownScope(Scope)
    /// A scope that the application may not ask for; the ones that it may.
    case scopeNotAllowed(Scope, allowed: [Scope])
    /// The fault is ours: the key would not sign.
    case cannotSign

    /// The answer. A 401 carries a challenge, whichever way credentials were sent (RFC 9110 §11.6.1).
    func response(realm: String) -> WholeResponse {
        let json = "{\"error\":\"\(code)\",\"error_description\":\(JSONText.literal(description))}"
        var fields: [(name: String, value: String)] = []
        if status == 401 { fields.append(("WWW-Authenticate", "Basic realm=\(Self.quoted(realm)), charset=\"UTF-8\"")) }
        if case .tooManyFailures(let seconds) = self { fields.append(("Retry-After", "\(seconds)")) }
        if status == 405 { fields.append(("Allow", "GET, POST")) }
        return .uncached(status: status, fields: fields, content: Array(json.utf8))
    }

    private var status: Int {
        switch self {
        case .method: 405
        case .noCredentials, .wrongCredentials, .disabled: 401
        case .tooManyFailures: 429
        case .cannotSign: 500
        default: 400
        }
    }

    /// `error` (RFC 6749 §5.2).
    private var code: String {
        switch self {
        case .noCredentials, .wrongCredentials, .tooManyFailures, .disabled: "invalid_client"
        case .unsupportedGrantType: "unsupported_grant_type"
        case .noScope, .malformedScope, .unknownScope, .scopeNotAllowed: "invalid_scope"
        case .cannotSign: "server_error"
        default: "invalid_request"
        }
    }

    /// A quoted string (RFC 9110 §5.6.4) of printable ASCII.
    private static func quoted(_ text: String) -> String {
        let escaped = PlainText.printable(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"" + escaped + "\""
    }
}
