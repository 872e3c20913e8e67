/// Why a change of keys that somebody asked for is refused.
package enum KeyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such key.
    case unknown(id: String)
    /// The key signs: without it no token could be issued.
    case signing(id: String)
    /// Tokens of the key are good until that time, in seconds since 1970, and nobody said that they may end now.
    case unconfirmed(id: String, until: Int64)

    /// What happened and what to do.
    package var message: String {
        switch self {
        case .unknown(let id): "there is no signing key \"\(id)\"; `tollgate keys list` shows them"
        case .signing(let id):
            "\(id) is the key that signs, so it cannot be retired; `tollgate keys rotate --now` has another one sign first"
        case .unconfirmed(let id, _): "tokens signed by \(id) are still good, and would end now; give --yes to end them"
        }
    }

    package var description: String { message }
}

extension KeySchedule {
    /// What `rotate` comes to.
    package enum Rotation: Hashable, Sendable {
        /// This key begins at its time; whether it was made for this, or waited already.
        case scheduled(StoredKey, isNew: Bool)
        /// A new key is needed, and none was given.
        case needsKey
    }

    /// Has another key sign: the next one where there is one, else a new one.
    ///
    /// - Parameters:
    ///   - isImmediate: whether it begins now, before everybody who has read the published keys can know it.
    ///   - spare: a new key of the policy's algorithm that is stored nowhere yet.
    package func rotation(
        at now: Int64, _ policy: KeyPolicy, isImmediate: Bool, spare: StoredKey?
    ) -> (changes: [KeyChange], answer: Rotation) {
        if var next = next(at: now), next.algorithm == policy.algorithm {
            guard isImmediate else { return ([], .scheduled(next, isNew: false)) }
            next.signsFrom = now
            return ([.start(id: next.id, at: now)], .scheduled(next, isNew: false))
        }
        guard var key = spare else { return ([], .needsKey) }
        key.signsFrom = isImmediate || keys.isEmpty ? now : now + policy.lead
        key.longestLifetime = policy.tokenLifetime
        return ([.make(key)], .scheduled(key, isNew: true))
    }

    /// Removes a key before its tokens have expired.
    ///
    /// - Parameter isConfirmed: whether tokens that are still good may end now.
    package func retirement(
        of id: String, at now: Int64, isConfirmed: Bool
    ) -> (changes: [KeyChange], answer: Result<KeyState, KeyRefusal>) {
        guard let (_, state) = states(at: now).first(where: { $0.key.id == id }) else {
            return ([], .failure(.unknown(id: id)))
        }
        switch state {
        case .signing: return ([], .failure(.signing(id: id)))
        case .retiring(let until) where !isConfirmed: return ([], .failure(.unconfirmed(id: id, until: until)))
        case .next, .retiring: return ([.retire(id: id)], .success(state))
        }
    }
}
