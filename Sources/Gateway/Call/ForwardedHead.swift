internal import HTTPCodec
internal import Policy
internal import Upstream

/// The head of the request that the upstream gets.
///
/// It holds values alone. What else a head is made of is handed to each function: to hold it would be to count it.
struct ForwardedHead {
    /// Where the connection comes from.
    let source: NetworkAddress
    /// What trusted proxies say of the request; `nil` where it does not come from one.
    let forwarding: Forwarding?
    let keepsAuthorization: Bool
    let route: Int

    /// Writes it.
    ///
    /// - Parameters:
    ///   - head: the client's.
    ///   - bytes: what the ranges of `head` point into.
    ///   - token: the one that let the call through; `nil` on a public route.
    ///   - target: where it goes, and what passes there.
    func write(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, token: CachedToken?, requestID: Span<UInt8>,
        routes: RouteSet, target: borrowing UpstreamTarget, to output: inout ByteBuffer
    ) {
        writeRequestLine(head, bytes, routes, to: &output)
        writeHost(head, bytes, target, to: &output)
        ForwardedFields.writeRequest(
            head, bytes, keepsAuthorization: keepsAuthorization, keepsOverrides: target.forwardsOverrides, to: &output)
        if let token {
            output.appendField("X-Client-Id", token.clientID)
            token.appendScopes(to: &output)
        }
        output.appendField("X-Request-Id", requestID)
        writeForwarding(head, bytes, to: &output)
        output.append(head.minorVersion == 1 ? "Via: 1.1 tollgate\r\n" : "Via: 1.0 tollgate\r\n")
        switch head.framing {
        case .length(let length): output.appendField("Content-Length", length)
        case .chunked: output.append("Transfer-Encoding: chunked\r\n")
        case .none, .untilClose: break
        }
        output.append("\r\n")
    }

    /// The upstream's own logical host, or the client's where the upstream asks for it.
    private func writeHost(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ target: borrowing UpstreamTarget,
        to output: inout ByteBuffer
    ) {
        if target.preservesHost, !head.host.isEmpty {
            output.appendField("Host", head.host.of(bytes))
        } else {
            output.appendField("Host", target.authority)
        }
    }

    /// The method, and path and query exactly as they were matched, unless the route has another path made of the path's
    /// segments; origin form (RFC 9112 §3.2.1).
    private func writeRequestLine(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ routes: RouteSet, to output: inout ByteBuffer
    ) {
        output.append(head.methodName.of(bytes))
        output.append(ASCII.space)
        routes.writeForwardedPath(route, of: head.path.of(bytes)) { output.append($0) }
        if let query = head.query {
            output.append(ASCII.questionMark)
            output.append(query.of(bytes))
        }
        output.append(" HTTP/1.1\r\n")
    }
}
