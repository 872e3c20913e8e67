import EventLoop
import Gateway
import Glibc
import Management

/// Makes the overview out of what the loops have counted and what was counted before, off the loops.
actor OverviewSource {
    /// How often the loops are asked, so that there is always something to compare with.
    private static let interval = Duration.seconds(1)

    private let service: GatewayService
    private let begun = Clocks.monotonicMilliseconds()
    private var window = MetricsWindow()
    /// What was counted when the loops were last asked: the end of it, once they have stopped.
    private var metrics = GatewayMetrics()

    init(_ service: GatewayService) { self.service = service }

    /// Asks at intervals, until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: Self.interval)
        }
    }

    private func look() async {
        guard let metrics = await service.metrics() else { return }
        self.metrics = metrics
        window.add(metrics, at: Clocks.monotonicMilliseconds())
    }

    /// The overview as it is now.
    ///
    /// - Parameter status: how the gateway is otherwise.
    func snapshot(_ status: GatewayStatus) async -> OverviewSnapshot {
        await look()
        let calls = metrics.calls
        let recent = window.latency
        return OverviewSnapshot(
            time: Int64(time(nil)), uptime: (Clocks.monotonicMilliseconds() - begun) / 1_000,
            isDraining: status.isDraining,
            calls: OverviewSnapshot.Calls(
                total: calls.total, allowed: calls.allowed, refused: calls.refused, failed: calls.failed,
                unfinished: calls.unfinished, perSecond: window.callsPerSecond),
            reasons: calls.refusals.merging(calls.failures, uniquingKeysWith: &+), statuses: calls.statuses,
            latency: OverviewSnapshot.Latency(
                p50: recent.quantile(0.5), p90: recent.quantile(0.9), p99: recent.quantile(0.99), max: recent.longest),
            upstreams: metrics.upstreams.map { OverviewSnapshot.Upstream($0) },
            connections: metrics.connections, tokensIssued: metrics.tokens.issued,
            tokensRefused: metrics.tokens.refused, revision: status.revision, reloadProblems: status.reload.problems,
            sequence: status.sequence, applications: status.applications, memory: ProcessMemory.resident)
    }
}
