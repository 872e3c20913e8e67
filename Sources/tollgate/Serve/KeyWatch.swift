import Registry

/// When the signing keys are looked at again. A value, so that it is tested without a gateway.
struct KeyWatch: Sendable {
    /// How long after a failure the keys are left alone, in seconds, unless they change.
    static let patience: Int64 = 30

    /// The change that could not be taken in, and the time, in seconds since 1970, before which it is not tried again.
    private var failure: (sequence: Int64, retryAt: Int64)?
    /// Up to when what happens of itself has been told.
    private var toldUntil: Int64?

    /// Whether the stored keys are to be read: others have changed them, or something of them is due.
    ///
    /// - Parameters:
    ///   - schedule: the keys as they were last read, up to the change `held`.
    ///   - stored: the number of the last change in the store.
    func isDue(_ schedule: KeySchedule, held: Int64, stored: Int64, at now: Int64, _ policy: KeyPolicy) -> Bool {
        if let failure, failure.sequence == stored, now < failure.retryAt { return false }
        if stored != held { return true }
        let upkeep = schedule.upkeep(at: now, policy, spare: nil)
        return upkeep.needsKey || !upkeep.changes.isEmpty
    }

    /// Notes that the keys could not be looked after.
    ///
    /// - Parameter sequence: the number of the last change in the store; 0 where the store cannot be read.
    mutating func failed(at now: Int64, sequence: Int64) { failure = (sequence, now + Self.patience) }

    /// The key that has begun to sign since this was last asked; `nil` where it is the same as before.
    mutating func newSigner(_ schedule: KeySchedule, at now: Int64) -> StoredKey? {
        defer { toldUntil = now }
        guard let toldUntil, let signer = schedule.signer(at: now) else { return nil }
        return signer.signsFrom > toldUntil && signer.signsFrom <= now ? signer : nil
    }
}
