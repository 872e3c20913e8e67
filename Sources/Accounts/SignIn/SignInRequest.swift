/// What somebody who wants to sign in presents.
package struct SignInRequest: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The name, as typed.
    package let name: String
    /// The password, as typed.
    package let password: String
    /// The authenticator's code; `nil` where none was typed.
    package let code: String?
    /// The client's address without port; empty where it has none.
    package let address: String
    /// What the browser says it is.
    package let userAgent: String

    package init(name: String, password: String, code: String?, address: String, userAgent: String) {
        self.name = name
        self.password = password
        self.code = code
        self.address = address
        self.userAgent = userAgent
    }

    /// Not the password: what is printed ends up in logs.
    package var description: String { "SignInRequest" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
