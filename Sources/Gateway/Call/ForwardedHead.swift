internal import HTTPCodec
internal import Policy
internal import Upstream

/// The head of the request that the upstream gets.
struct ForwardedHead: ~Copyable {
    let head: RequestHead
    /// The token that let the call through; `nil` on a public route.
    let token: CachedToken?
    /// Where the connection comes from.
    let source: NetworkAddress
    /// What trusted proxies say of the request; `nil` where it does not come from one.
    let forwarding: Forwarding?
    let keepsAuthorization: Bool
    /// Where it goes, and what passes there.
    let upstream: UpstreamPool
    let routes: RouteSet
    let route: Int

    func write(_ bytes: Span<UInt8>, requestID: Span<UInt8>, to output: inout ByteBuffer) {
        writeRequestLine(bytes, to: &output)
        writeHost(bytes, to: &output)
        ForwardedFields.writeRequest(
            head, bytes, keepsAuthorization: keepsAuthorization, keepsOverrides: upstream.target.forwardsOverrides,
            to: &output
        )
        writeIdentity(bytes, requestID: requestID, to: &output)
        switch head.framing {
        case .length(let length): output.appendField("Content-Length", length)
        case .chunked: output.append("Transfer-Encoding: chunked\r\n")
        case .none, .untilClose: break
        }
        output.append("\r\n")
    }

    /// The upstream's own logical host, or the client's where the upstream asks for it.
    private func writeHost(_ bytes: Span<UInt8>, to output: inout ByteBuffer) {
        if upstream.target.preservesHost, !head.host.isEmpty {
            output.appendField("Host", head.host.of(bytes))
        } else {
            output.appendField("Host", upstream.target.authority)
        }
    }

    /// The method, and path and query exactly as they were matched, unless the route has another path made of the path's
    /// segments; origin form (RFC 9112 §3.2.1).
    private func writeRequestLine(_ bytes: Span<UInt8>, to output: inout ByteBuffer) {
        output.append(head.methodName.of(bytes))
        output.append(ASCII.space)
        routes.writeForwardedPath(route, of: head.path.of(bytes)) { output.append($0) }
        if let query = head.query {
            output.append(ASCII.questionMark)
            output.append(query.of(bytes))
        }
        output.append(" HTTP/1.1\r\n")
    }

    /// Who calls, as the gateway knows it; the client's own lines under these names have been dropped.
    private func writeIdentity(_ bytes: Span<UInt8>, requestID: Span<UInt8>, to output: inout ByteBuffer) {
        if let token {
            output.appendField("X-Client-Id", token.clientID)
            output.appendField("X-Client-Scopes", token.scopes)
        }
        output.appendField("X-Request-Id", requestID)
        writeForwarding(bytes, to: &output)
        output.append(head.minorVersion == 1 ? "Via: 1.1 tollgate\r\n" : "Via: 1.0 tollgate\r\n")
    }
}
