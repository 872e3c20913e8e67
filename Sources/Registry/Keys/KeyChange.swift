/// A change of the signing keys.
package enum KeyChange: Hashable, Sendable {
    /// A key is made, and published from now.
    case make(StoredKey)
    /// A key is to begin signing at another time, in seconds since 1970.
    case start(id: String, at: Int64)
    /// A key signs tokens that are accepted for longer than any before, in seconds.
    case extend(id: String, longestLifetime: Int64)
    /// A key is removed, because its last token has expired or somebody wants its tokens to end.
    case retire(id: String)

    /// Its name in the history.
    package var kind: String {
        switch self {
        case .make: "made"
        case .start: "started"
        case .extend: "extended"
        case .retire: "retired"
        }
    }

    /// The key that it concerns.
    package var keyID: String {
        switch self {
        case .make(let key): key.id
        case .start(let id, _), .extend(let id, _), .retire(let id): id
        }
    }

    /// What the keys are once the change is made; unknown keys are left alone.
    package func apply(to keys: inout [StoredKey]) {
        let index = keys.firstIndex { $0.id == keyID }
        switch self {
        case .make(let key): keys.append(key)
        case .start(_, let time): if let index { keys[index].signsFrom = time }
        case .extend(_, let lifetime): if let index { keys[index].longestLifetime = lifetime }
        case .retire: if let index { keys.remove(at: index) }
        }
    }
}
