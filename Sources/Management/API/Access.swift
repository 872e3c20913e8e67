package import Accounts

/// Who may ask for an operation.
package enum Access: Hashable, Sendable {
    /// Everybody.
    case anyone
    /// Whoever has signed in, or sends an API token.
    case signedIn
    /// Whoever has signed in, and sends no API token: what belongs to the person, such as the password. A token that got
    /// into other hands must not make more of itself.
    case session
    /// Whoever may do all of this, by a session or by an API token.
    case permissions([Permission])

    /// Whoever may do this, by a session or by an API token.
    static func permission(_ permission: Permission) -> Access { .permissions([permission]) }

    /// The same in words.
    var about: String {
        switch self {
        case .anyone: "For everybody."
        case .signedIn: "For whoever has signed in."
        case .session: "For whoever has signed in; not with an API token."
        case .permissions(let permissions) where permissions.count == 1:
            "Needs the permission `\(permissions[0].rawValue)`."
        case .permissions(let permissions):
            "Needs the permissions " + permissions.map { "`\($0.rawValue)`" }.joined(separator: " and ") + "."
        }
    }
}
