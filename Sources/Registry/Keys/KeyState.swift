/// Where a key stands in its life.
///
/// Exits: `next` → `signing` at its time; `signing` → `retiring` when the next key begins; `retiring` → removed when the
/// last token that it signed has expired. A key that never signed is removed where another algorithm is asked for.
package enum KeyState: Hashable, Sendable {
    /// Published, and signs from that time, in seconds since 1970.
    case next(signsFrom: Int64)
    /// Signs tokens.
    case signing
    /// Signs no more. Tokens it signed are good until that time, in seconds since 1970, when it is removed.
    case retiring(until: Int64)

    /// The state's name.
    package var name: String {
        switch self {
        case .next: "next"
        case .signing: "signing"
        case .retiring: "retiring"
        }
    }
}
