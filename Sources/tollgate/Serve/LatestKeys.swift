import JSONWebToken
import Synchronization
import TokenEndpoint

/// The newest signing keys, for what answers off the loops.
final class LatestKeys: Sendable {
    private let stored: Mutex<KeyRing>

    init(_ ring: KeyRing) { stored = Mutex(ring) }

    var value: KeyRing { stored.withLock { $0 } }

    /// The key that signs at a time, in seconds since 1970; without a copy of the ring.
    func signingKey(at now: Int64) -> SigningKey { stored.withLock { $0.signingKey(at: now) } }

    func set(_ ring: KeyRing) { stored.withLock { $0 = ring } }
}
