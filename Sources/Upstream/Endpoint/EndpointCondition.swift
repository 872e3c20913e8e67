/// How one endpoint does: on one loop, or on several.
package struct EndpointCondition: Hashable, Sendable {
    /// As the operator wrote it, such as `http://payments.internal:9001`.
    package let name: String
    /// Where that leads, such as `10.0.0.7:9001`; a path for a socket.
    package let address: String
    /// Connections with a call on them, and those that are being made.
    package var active: Int
    /// Connections that wait for a call.
    package var idle: Int
    /// Connections that could not be made, and answers that did not come, were not well-formed or broke off. One that is made
    /// good on another connection because the request had certainly not been carried out is not among them.
    package var failures: UInt64
    /// When the last of these was, and when the last answer was complete: in microseconds of the monotonic clock.
    var failedAt: Int64
    var answeredAt: Int64

    /// Whether the last thing that happened there was a failure.
    package var isFailing: Bool { failedAt > answeredAt }

    /// An endpoint; see the properties of the same names. What never was is `Int64.min`.
    package init(
        name: String, address: String, active: Int = 0, idle: Int = 0, failures: UInt64 = 0, failedAt: Int64 = .min,
        answeredAt: Int64 = .min
    ) {
        self.name = name
        self.address = address
        self.active = active
        self.idle = idle
        self.failures = failures
        self.failedAt = failedAt
        self.answeredAt = answeredAt
    }

    /// Adds how the same endpoint does on another loop.
    mutating func add(_ other: EndpointCondition) {
        active += other.active
        idle += other.idle
        failures &+= other.failures
        failedAt = max(failedAt, other.failedAt)
        answeredAt = max(answeredAt, other.answeredAt)
    }
}

/// How the endpoints of one upstream do.
package struct UpstreamCondition: Hashable, Sendable {
    /// Its name in the configuration.
    package let name: String
    /// In the order of the configuration, each once.
    package private(set) var endpoints: [EndpointCondition]

    /// An upstream and its endpoints.
    package init(name: String, endpoints: [EndpointCondition]) {
        self.name = name
        self.endpoints = endpoints
    }

    /// Adds how upstreams do on another loop. While a change of the configuration goes from loop to loop, one may have what
    /// another does not: that stands at the end.
    package static func add(_ others: [UpstreamCondition], to conditions: inout [UpstreamCondition]) {
        for other in others {
            if let index = conditions.firstIndex(where: { $0.name == other.name }) {
                conditions[index].add(other.endpoints)
            } else {
                conditions.append(other)
            }
        }
    }

    private mutating func add(_ others: [EndpointCondition]) {
        for other in others {
            if let index = endpoints.firstIndex(where: { $0.name == other.name && $0.address == other.address }) {
                endpoints[index].add(other)
            } else {
                endpoints.append(other)
            }
        }
    }
}
