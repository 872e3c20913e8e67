import Management
import Upstream

extension OverviewSnapshot.Upstream {
    /// How the loops find an upstream, as the overview shows it.
    init(_ condition: UpstreamCondition) {
        self.init(
            name: condition.name,
            endpoints: condition.endpoints.map { endpoint in
                OverviewSnapshot.Endpoint(
                    name: endpoint.name, address: endpoint.address, isFailing: endpoint.isFailing,
                    active: endpoint.active, idle: endpoint.idle, failures: endpoint.failures)
            })
    }
}
