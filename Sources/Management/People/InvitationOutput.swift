internal import Accounts

/// A link by which somebody chooses a password, as the API shows it this once.
enum InvitationOutput {
    /// - Parameter path: the link's path in the console.
    static func json(_ path: String, expiresAt: Int64, _ hosts: HostRule) -> JSONOutput {
        ["url": .string(hosts.address + path), "expiresAt": .time(expiresAt)]
    }

    /// What ``json(_:expiresAt:_:)`` looks like.
    static let schema = Schema.object([.required("url", .string, "To be handed on."), .required("expiresAt", .time)])
}
