/// Who signs, who is published, and what is to be done next: pure functions of the stored keys, the time and the policy.
///
/// A key signs from its own stored time until that of the next one. Nothing need be written for one key to follow another,
/// so every process that reads the same rows gives the same answer at the same time, however many of them run.
package struct KeySchedule: Hashable, Sendable {
    /// How much longer than its tokens an old key stands, in seconds: a token may be signed in the second in which the key is
    /// replaced, and the process that signs it learns of a key that starts at once a moment later.
    package static let margin: Int64 = 5

    /// The keys in the order in which they sign; of two with the same time the one that was stored later is the later.
    package let keys: [StoredKey]

    /// - Parameter keys: in the order of insertion.
    package init(_ keys: [StoredKey]) {
        self.keys = keys.enumerated()
            .sorted { ($0.element.signsFrom, $0.offset) < ($1.element.signsFrom, $1.offset) }.map(\.element)
    }

    /// The key that signs: the last that has begun. Where the clock stands before all of them, the first.
    ///
    /// - Parameter now: in seconds since 1970.
    package func signer(at now: Int64) -> StoredKey? { signerIndex(at: now).map { keys[$0] } }

    /// The key that will sign next; `nil` where there is none.
    package func next(at now: Int64) -> StoredKey? {
        signerIndex(at: now).flatMap { keys.indices.contains($0 + 1) ? keys[$0 + 1] : nil }
    }

    /// Every key with its state, in the order in which they sign.
    package func states(at now: Int64) -> [(key: StoredKey, state: KeyState)] {
        guard let signer = signerIndex(at: now) else { return [] }
        return keys.indices.map { index in
            let state: KeyState =
                if index == signer {
                    .signing
                } else if index > signer {
                    .next(signsFrom: keys[index].signsFrom)
                } else {
                    .retiring(until: lastExpiry(index))
                }
            return (keys[index], state)
        }
    }

    /// The next time at which a key begins, is to be made, or is to be removed; `nil` where nothing is to come.
    package func nextEvent(after now: Int64, _ policy: KeyPolicy) -> Int64? {
        guard let signer = signerIndex(at: now) else { return now }
        var times = keys[(signer + 1)...].map(\.signsFrom)
        times += keys.indices[..<signer].map { lastExpiry($0) }
        if keys.count == signer + 1, let due = rotationDue(keys[signer], policy) { times.append(due) }
        return times.min().map { max($0, now + 1) }
    }

    /// When the key after this one is to be made, so that it is published before this one's time is up.
    func rotationDue(_ signer: StoredKey, _ policy: KeyPolicy) -> Int64? {
        policy.rotateEvery.map { signer.signsFrom + $0 - policy.lead }
    }

    /// From when on no token that this key signed is accepted; only for a key that another one has followed.
    func lastExpiry(_ index: Int) -> Int64 {
        keys[index + 1].signsFrom + keys[index].longestLifetime + Self.margin
    }

    func signerIndex(at now: Int64) -> Int? {
        keys.isEmpty ? nil : keys.lastIndex { $0.signsFrom <= now } ?? 0
    }
}
