extension KeySchedule {
    /// What a schedule needs done to keep to a policy.
    package struct Upkeep: Hashable, Sendable {
        /// The changes to make now, in this order.
        package var changes: [KeyChange] = []
        /// Whether a new key is needed that was not given. It takes time to make, so it is made outside the transaction.
        package var needsKey = false
    }

    /// What is to be done now. Asked again once that is done, there is nothing left to do.
    ///
    /// - Parameters:
    ///   - now: in seconds since 1970.
    ///   - spare: a new key of the policy's algorithm that is stored nowhere yet; its times are set here.
    package func upkeep(at now: Int64, _ policy: KeyPolicy, spare: StoredKey?) -> Upkeep {
        var upkeep = Upkeep()
        guard let signer = signerIndex(at: now) else {
            upkeep.make(spare, from: now, policy)
            return upkeep
        }
        upkeep.changes += expired(before: signer, at: now)
        upkeep.changes += extensions(from: signer, policy)
        let pending = keys[(signer + 1)...]
        // One that never signed has no tokens to keep it for. Where two processes each made a next key, one is enough.
        let kept = pending.first { $0.algorithm == policy.algorithm }
        upkeep.changes += pending.filter { $0.id != kept?.id }.map { .retire(id: $0.id) }
        if let kept {
            // Stored while the clock was ahead: it would never begin.
            let latest = now + KeyPolicy.longestLead
            if kept.signsFrom > latest { upkeep.changes.append(.start(id: kept.id, at: latest)) }
        } else if keys[signer].algorithm != policy.algorithm {
            upkeep.make(spare, from: now + policy.lead, policy)
        } else if let due = rotationDue(keys[signer], policy), now >= due {
            upkeep.make(spare, from: max(now + policy.lead, due + policy.lead), policy)
        }
        return upkeep
    }

    /// Keys whose last token has expired.
    private func expired(before signer: Int, at now: Int64) -> [KeyChange] {
        keys.indices[..<signer].filter { now >= lastExpiry($0) }.map { .retire(id: keys[$0].id) }
    }

    /// A key stands for the longest of the lifetimes that were in force while it signed. This is noted before the first token
    /// with a longer one is signed; that a shorter one is in force now makes the tokens of before no shorter.
    private func extensions(from signer: Int, _ policy: KeyPolicy) -> [KeyChange] {
        keys[signer...].filter { $0.longestLifetime < policy.tokenLifetime }
            .map { .extend(id: $0.id, longestLifetime: policy.tokenLifetime) }
    }
}

extension KeySchedule.Upkeep {
    fileprivate mutating func make(_ spare: StoredKey?, from time: Int64, _ policy: KeyPolicy) {
        guard var key = spare, key.algorithm == policy.algorithm else {
            needsKey = true
            return
        }
        key.signsFrom = time
        key.longestLifetime = policy.tokenLifetime
        changes.append(.make(key))
    }
}
