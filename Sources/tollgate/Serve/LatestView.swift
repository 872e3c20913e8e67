import Registry
import Synchronization

/// The newest view of the registry, for what answers off the loops.
final class LatestView: Sendable {
    private let stored: Mutex<RegistryView>

    init(_ view: RegistryView) { stored = Mutex(view) }

    var value: RegistryView { stored.withLock { $0 } }

    func set(_ view: RegistryView) { stored.withLock { $0 = view } }
}
