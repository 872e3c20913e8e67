internal import HTTPServer

/// The cookie that a signed-in browser sends (RFC 6265).
enum SessionCookie {
    private static let name = "tollgate_session"

    /// The token of the session; `nil` where none is sent, or more than one: a sibling domain could have set another, and
    /// which one counts must not be its choice.
    static func token(in request: WholeRequest) -> String? {
        let fields = request.values(of: "Cookie").flatMap { $0.split(separator: ";") as [Substring] }
        let pairs = fields.map { (pair: Substring) -> Substring in pair.drop { $0 == " " } }
        let tokens = pairs.filter { $0.hasPrefix(name + "=") }.map { $0.dropFirst(name.utf8.count + 1) }
        guard tokens.count == 1, !tokens[0].isEmpty else { return nil }
        return String(tokens[0])
    }

    /// The field that has a browser keep a token until it is closed; the store ends the session sooner.
    static func setting(_ token: String, isSecure: Bool) -> (name: String, value: String) {
        ("Set-Cookie", "\(name)=\(token)\(attributes(isSecure))")
    }

    /// The field that has a browser forget it.
    static func removing(isSecure: Bool) -> (name: String, value: String) {
        ("Set-Cookie", "\(name)=; Max-Age=0\(attributes(isSecure))")
    }

    private static func attributes(_ isSecure: Bool) -> String {
        "; Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
