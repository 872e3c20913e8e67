package import JSONWebToken
package import Registry
import Signing

/// The signing keys of the gateway, opened: who signs when, and all that verify.
package struct KeyRing: Sendable {
    /// The number of the last change of keys that this ring holds.
    package let sequence: Int64
    /// The keys as they are stored.
    package let schedule: KeySchedule
    /// Every key that stands, also those that will sign and those that did.
    package let keySet: KeySet
    /// The set as it is published.
    package let published: PublishedKeys

    /// The keys in the order in which they sign.
    private let signers: [(from: Int64, key: SigningKey)]
    /// The first of them: what signs where the clock stands before all of their times.
    private let first: SigningKey

    /// Opens every stored key.
    ///
    /// One row that cannot be opened is an error: going on without it would refuse good tokens without a word.
    ///
    /// - Parameters:
    ///   - maxAge: how long readers may keep what is published, in seconds.
    ///   - before: a ring whose keys need not be opened again.
    init(
        _ view: KeyView, _ masterKey: MasterKey, maxAge: Int64, reusing before: KeyRing? = nil
    ) throws(KeyRingError) {
        let schedule = KeySchedule(view.keys)
        signers = try schedule.keys.map { row throws(KeyRingError) in
            if let same = before?.opened(row) { return (row.signsFrom, same) }
            return (row.signsFrom, try SealedKey.open(row, under: masterKey))
        }
        guard let first = signers.first?.key else { throw .noKey }
        self.first = first
        do throws(KeySetError) {
            keySet = try KeySet(signers.map(\.key.privateKey.publicKey))
        } catch {
            throw .keySet(error)
        }
        published = PublishedKeys(keySet, maxAge: maxAge)
        sequence = view.sequence
        self.schedule = schedule
    }

    /// The key that was opened from the same row; `nil` where there is none.
    private func opened(_ row: StoredKey) -> SigningKey? {
        schedule.keys.firstIndex { $0.id == row.id && $0.sealed == row.sealed }.map { signers[$0].key }
    }

    /// The key that signs.
    ///
    /// - Parameter now: in seconds since 1970.
    package func signingKey(at now: Int64) -> SigningKey { signers.last { $0.from <= now }?.key ?? first }
}
