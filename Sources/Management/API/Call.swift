internal import Accounts
package import HTTPServer
internal import Registry

/// A request for an operation, once everything that any operation asks of it has been checked.
package struct Call: Sendable {
    /// The request.
    package let request: WholeRequest
    /// Who asks; `nil` only where everybody may.
    package let caller: Caller?
    /// The values of the names in the path.
    let path: [String: String]
    /// The query.
    package let query: QueryValues
    /// The content.
    package var input: Input
    /// The version that `If-Match` names; `nil` where it is `*`, or none is named.
    let version: Int64?
    /// What makes a repeated creation harmless; `nil` where none was sent.
    let idempotencyKey: String?
    /// Seconds since 1970.
    package let now: Int64

    /// The value of a name in the path.
    func value(_ name: String) -> String { path[name] ?? "" }

    /// Who asks, where somebody must have signed in.
    func signedIn() throws(Problem) -> Caller {
        guard let caller else { throw .signInNeeded }
        return caller
    }

    /// For whom a change is made.
    func origin() throws(Problem) -> ChangeOrigin { ChangeOrigin(time: now, who: try signedIn().who) }
}
