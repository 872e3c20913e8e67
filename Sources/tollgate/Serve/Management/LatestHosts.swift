import Management
import Synchronization

/// By which names the management address may be called: its port is known once it listens.
final class LatestHosts: Sendable {
    private let stored: Mutex<HostRule>

    init(_ rule: HostRule) { stored = Mutex(rule) }

    var value: HostRule { stored.withLock { $0 } }

    func set(_ rule: HostRule) { stored.withLock { $0 = rule } }
}
