internal import Accounts
internal import Synchronization

/// Secrets of authenticators that wait for a code to confirm them: in memory only, for ten minutes, one for each account.
package final class PendingTOTP: Sendable {
    private static let lifetime: Int64 = 600
    /// More than wait at one time anywhere; beyond that, those go whose time is up, and then the oldest.
    private static let most = 1_000

    private let secrets = Mutex<[String: (secret: TOTPSecret, madeAt: Int64)]>([:])

    package init() {}

    func put(_ secret: TOTPSecret, for accountID: String, at now: Int64) {
        secrets.withLock { secrets in
            if secrets.count >= Self.most {
                secrets = secrets.filter { now - $0.value.madeAt < Self.lifetime }
                if secrets.count >= Self.most, let oldest = secrets.min(by: { $0.value.madeAt < $1.value.madeAt }) {
                    secrets[oldest.key] = nil
                }
            }
            secrets[accountID] = (secret, now)
        }
    }

    func secret(for accountID: String, at now: Int64) -> TOTPSecret? {
        secrets.withLock { secrets in
            secrets[accountID].flatMap { now - $0.madeAt < Self.lifetime ? $0.secret : nil }
        }
    }

    func remove(_ accountID: String) { secrets.withLock { $0[accountID] = nil } }
}
