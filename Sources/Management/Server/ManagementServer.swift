package import EventLoop
package import HTTPCodec
package import HTTPServer

extension WholeServer {
    /// Bytes of content that the management address is sent at most.
    private static let managementContentLimit = 64 * 1024

    /// How long clients are waited for: whoever takes nothing of a stream makes room for others after ten seconds.
    private static var managementTimeouts: ServerTimeouts {
        var timeouts = ServerTimeouts()
        timeouts.write = 10_000
        return timeouts
    }

    /// The management address, listening on a thread of its own.
    ///
    /// - Parameters:
    ///   - connections: how many clients there are at once.
    ///   - trusted: which proxies are believed about whom they speak for. Failed sign-ins are counted by the client's
    ///     address: behind a proxy that is not believed, all clients have one, and each keeps out all others.
    /// - Throws: ``SystemError`` where the address cannot be listened on.
    package static func management(
        at address: SocketAddress, connections: Int, trusted: TrustedNetworks, _ endpoint: ManagementEndpoint
    ) throws(SystemError) -> WholeServer {
        try WholeServer(
            at: address, name: "management", contentLimit: managementContentLimit, connections: connections,
            timeouts: managementTimeouts, trusted: trusted, refusal: { ManagementEndpoint.refusal($0) },
            responder: { await endpoint.respond(to: $0) })
    }
}
