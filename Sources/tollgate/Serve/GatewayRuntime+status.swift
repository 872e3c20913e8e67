import Gateway
import HTTPServer
import Management
import Policy
import Registry

extension GatewayRuntime {
    /// How the gateway is now.
    var status: GatewayStatus {
        GatewayStatus(
            version: Version.line, startedAt: startedAt, isDraining: isDraining,
            addresses: service.addresses.map(\.description), revision: snapshot.revision,
            reload: GatewayStatus.Reload(time: lastReload.time, problems: lastReload.problems),
            sequence: latest.value.sequence, applications: latest.value.count,
            droppedLogLines: serving.accessLog.sink?.condition.droppedLines ?? 0)
    }
}
