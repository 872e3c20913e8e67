/// A web service behind the gateway.
package struct UpstreamSettings: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Where it listens, at least one: `http` only.
    package let endpoints: [HostAndPort]
    /// Whether the client's `Authorization` field is passed on, on routes that are not public.
    package let forwardsAuthorization: Bool
    /// How long a connection may take to open.
    package let connectTimeout: Duration
    /// How long the head of a response may take.
    package let responseTimeout: Duration
}
