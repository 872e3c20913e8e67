import Synchronization
import TokenEndpoint

/// The newest signing keys, for what answers off the loops.
final class LatestKeys: Sendable {
    private let stored: Mutex<KeyRing>

    init(_ ring: KeyRing) { stored = Mutex(ring) }

    var value: KeyRing { stored.withLock { $0 } }

    func set(_ ring: KeyRing) { stored.withLock { $0 = ring } }
}
