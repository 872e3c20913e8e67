package import Accounts
internal import HTTPServer

/// Who makes a request: an account, by a session or by an API token.
package struct Caller: Sendable {
    /// The account, as it is now.
    package let account: Account
    /// What it may do, by what it has presented.
    package let permissions: Set<Permission>
    /// The session; `nil` where an API token was sent.
    let session: Session?
    /// What a page must send with every change; empty where an API token was sent.
    let csrfToken: String
    /// The API token; `nil` where there is a session.
    let token: APIToken?

    /// Who is noted to have done something.
    var who: String {
        account.who + (token.map { "/token:" + $0.name } ?? "")
    }

    /// By a session, whose token a page must not need to keep.
    init(_ found: SignedInSession, sessionToken: String) {
        account = found.account
        permissions = found.account.permissions
        session = found.session
        csrfToken = AccountMaker.csrfToken(ofSession: sessionToken)
        token = nil
    }

    private init(_ found: AuthenticatedToken) {
        account = found.account
        permissions = found.permissions
        session = nil
        csrfToken = ""
        token = found.token
    }

    /// Who a request is from; `nil` where it presents nothing, or a cookie that is good for nothing any more.
    ///
    /// - Throws: 401 where it presents an API token that is none; 400 where the field has another form.
    static func of(_ request: WholeRequest, in store: any SessionStore, at now: Int64) async throws -> Caller? {
        let fields = request.values(of: "Authorization")
        // The field before the cookie: it is sent by whoever means it.
        guard fields.isEmpty else {
            guard fields.count == 1, let text = bearer(fields[0]) else {
                throw Problem.unauthenticated(
                    .tokenMalformed, "Authorization: send one API token, as Bearer tlg_… .")
            }
            guard let found = try await store.useToken(AccountMaker.digest(of: text), at: now) else {
                throw Problem.unauthenticated(.tokenInvalid, "The API token is unknown, revoked or has expired.")
            }
            return Caller(found)
        }
        guard let token = SessionCookie.token(in: request) else { return nil }
        return try await store.useSession(AccountMaker.digest(of: token), at: now).map {
            Caller($0, sessionToken: token)
        }
    }

    /// The token of a Bearer field; the scheme's name is without case, and one space or more stand behind it (RFC 9110 §11.1,
    /// §11.4).
    private static func bearer(_ field: String) -> String? {
        let scheme = field.prefix { $0 != " " }
        let token = field.dropFirst(scheme.count).drop { $0 == " " }
        guard scheme.lowercased() == "bearer", token.hasPrefix(APIToken.prefix) else { return nil }
        return String(token)
    }
}

extension Caller {
    /// The same caller, with the account as it has become.
    func with(_ account: Account) -> Caller { Caller(self, account) }

    private init(_ caller: Caller, _ account: Account) {
        self.account = account
        permissions = caller.permissions
        session = caller.session
        csrfToken = caller.csrfToken
        token = caller.token
    }
}
