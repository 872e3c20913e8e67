import Configuration
import Gateway
import Logging
import Upstream

/// Resolving the names of endpoints again while serving.
extension GatewayRuntime {
    /// How often it is looked whether a name is due; the shortest interval that one can have.
    private static let nameTick = Duration.seconds(1)

    /// Looks at the names at intervals, until it is cancelled.
    static func watchNames(_ look: () async -> Void?) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: nameTick)
            guard await look() != nil else { return }
        }
    }

    /// Resolves the names that are due, and puts what has changed into force.
    func lookAtNames() async {
        let now = ContinuousClock.now
        let due = serving.configuration.upstreams.filter { upstream in
            upstream.hasNames && names.isDue(upstream, at: now)
        }
        for upstream in due {
            let found = await Self.resolve(upstream)
            guard !Task.isCancelled else { return }
            names.resolved(upstream, at: ContinuousClock.now)
            switch found {
            case .success(let target):
                if names.recovered(upstream.name) { logger.info("upstreams.\(upstream.name): its names resolve again") }
                await inTurn { await self.takeIn(target, of: upstream) }
            case .failure(let failure):
                // Once, and not at each attempt.
                guard names.failed(upstream.name) else { continue }
                logger.warning("\(failure); its last addresses stay in use")
            }
        }
    }

    private static func resolve(_ upstream: UpstreamSettings) async -> Result<UpstreamTarget, CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await UpstreamTarget(resolving: upstream))
        } catch {
            return .failure(error)
        }
    }

    /// - Parameter upstream: as it was when its names were looked up; a configuration that has come since knows better.
    private func takeIn(_ target: UpstreamTarget, of upstream: UpstreamSettings) async {
        var targets = serving.serviceSettings.loop.upstreams
        guard let place = serving.configuration.upstreams.firstIndex(of: upstream), targets[place] != target else {
            return
        }
        targets[place] = target
        let next = serving.with(targets)
        do {
            try await service.adopt(next.serviceSettings, snapshot)
        } catch {
            return logger.error("upstreams.\(upstream.name): the new addresses are not in use (\(error))")
        }
        serving = next
        let addresses = target.endpoints.map(\.addressText).joined(separator: ", ")
        logger.info("upstreams.\(upstream.name): its addresses are now \(addresses)")
    }
}

extension UpstreamSettings {
    /// Whether an endpoint has a name that must be resolved.
    var hasNames: Bool { endpoints.contains { $0.host.map { $0.address == nil } ?? false } }
}
