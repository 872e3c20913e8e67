/// A web service behind the gateway.
package struct UpstreamSettings: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Where it listens, at least one.
    package let endpoints: [EndpointSettings]
    /// Its logical host, which its `Host` field says.
    package let authority: String
    /// How connections to `https` endpoints are secured.
    package let tls: UpstreamTLSSettings
    /// How often the names of endpoints are resolved again.
    package let resolveInterval: Duration
    /// Whether the client's `Authorization` field is passed on, on routes that are not public.
    package let forwardsAuthorization: Bool
    /// Whether it gets the client's `Host` in place of its own.
    package let preservesHost: Bool
    /// Whether it tells paths apart that differ in case only.
    package let isCaseSensitive: Bool
    /// Whether it gets fields that may override the method or the target, such as `X-HTTP-Method-Override`.
    package let forwardsOverrides: Bool
    /// How long a connection may take to open.
    package let connectTimeout: Duration
    /// How long the head of a response may take.
    package let responseTimeout: Duration
}
