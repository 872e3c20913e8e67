package import EventLoop
package import HTTPCodec
internal import HTTPServer
package import JSONWebToken
package import Policy
internal import Registry
package import Upstream

/// Single steps of a call, for those that count what each of them costs (`Benchmarks/micro`); the gateway itself does not
/// use it.
///
/// It holds what a loop holds: one request and one token that has been verified.
package final class CallSteps {
    private let head: RequestHead
    private let bytes: [UInt8]
    private let snapshot: Snapshot
    private let upstreams: UpstreamDirectory
    private let buffers = BufferPool()
    private let exchange = Exchange()
    private let requestID = InlineArray<32, UInt8>(repeating: 0x30)
    private let timestamp = Array("2026-01-01T00:00:00".utf8)
    private let peer = Array("203.0.113.9:54321".utf8)
    private let routeMembers = RouteMembers(["GET /transactions/{id}"])
    private let endpoint: [UInt8]?
    private var cache = TokenCache()
    private var token: CachedToken?
    private var record = CallRecord()
    private var output = ByteBuffer()

    /// - Parameters:
    ///   - bytes: what the ranges of `head` point into.
    ///   - token: the claims of the token in the head's `Authorization` field.
    ///   - upstream: where the call would go.
    package init(
        _ head: consuming RequestHead, _ bytes: [UInt8], token: VerifiedToken, snapshot: Snapshot,
        upstream: UpstreamTarget,
        loop: EventLoop
    ) {
        self.bytes = bytes
        self.snapshot = snapshot
        endpoint = upstream.endpoints.first?.nameBytes
        upstreams = UpstreamDirectory(loop: loop, buffers: buffers)
        upstreams.adopt([upstream])
        let authorization = head.authorization
        self.head = head
        guard let value = authorization else { return }
        let field = value.of(bytes.span)
        guard case .token(let range) = BearerField.split(field) else { return }
        let compact = [UInt8](copying: range.of(field))
        let entry = CachedToken(
            compact: compact, hash: cache.hash(compact.span), token: token, snapshot: snapshot)
        cache.insert(entry)
        self.token = entry
    }

    /// The token of the request, out of the cache.
    ///
    /// - Returns: how often it was there.
    package func findToken(_ count: Int) -> Int {
        let bytes = bytes
        var found = 0
        for _ in 0..<count where cachedToken(bytes.span) != nil { found += 1 }
        return found
    }

    /// Matches, authenticates and authorises the request.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: how often it was allowed.
    package func decide(_ count: Int, now: Int64) -> Int {
        let bytes = bytes
        var allowed = 0
        for _ in 0..<count where isAllowed(bytes.span, now: now) { allowed += 1 }
        return allowed
    }

    private func isAllowed(_ bytes: Span<UInt8>, now: Int64) -> Bool {
        if OwnPaths.contains(head.path.of(bytes)) { return false }
        let match = snapshot.routes.table.match(
            method: head.methodName.of(bytes), host: head.host.of(bytes), path: head.path.of(bytes))
        guard case .route(let route) = match, !snapshot.routes.isPublic(route), let token = cachedToken(bytes),
            snapshot.isCurrent(token.resolved)
        else { return false }
        if case .allowed = snapshot.decide(route: route, token: token.resolved, now: now) { return true }
        return false
    }

    private func cachedToken(_ bytes: Span<UInt8>) -> CachedToken? {
        guard let value = head.authorization else { return nil }
        let field = value.of(bytes)
        guard case .token(let range) = BearerField.split(field) else { return nil }
        let compact = range.of(field)
        return cache.find(compact, hash: cache.hash(compact))
    }

    /// Writes the head that the upstream gets.
    ///
    /// - Returns: how many bytes were written.
    package func writeForwardedHead(_ count: Int) -> Int {
        let (bytes, requestID) = (bytes, requestID)
        var written = 0
        for _ in 0..<count {
            output.acquire(from: buffers)
            ForwardedHead(
                source: NetworkAddress(version4: 0xCB00_7109), forwarding: nil, keepsAuthorization: false, route: 0
            ).write(
                head, bytes.span, token: token, requestID: requestID.span, routes: snapshot.routes,
                target: upstreams[0].target, to: &output)
            written += output.count
            output.release(to: buffers)
        }
        return written
    }

    /// Writes the head that the client gets, as far as it is the gateway's: without `Connection`.
    ///
    /// - Returns: how many bytes were written.
    package func writeResponseHead(_ response: borrowing ResponseHead, _ bytes: Span<UInt8>, _ count: Int) -> Int {
        let requestID = requestID
        var written = 0
        for _ in 0..<count {
            output.acquire(from: buffers)
            output.appendStatusLine(response.status)
            ForwardedFields.writeResponse(response, bytes, to: &output)
            output.append("Via: 1.1 tollgate\r\n")
            output.appendField("X-Request-Id", requestID.span)
            if case .length(let length) = ForwardedFields.content(of: response) {
                output.appendField("Content-Length", length)
            }
            output.append("\r\n")
            written += output.count
            output.release(to: buffers)
        }
        return written
    }

    /// Builds the access-log line of an allowed call that was answered.
    ///
    /// - Returns: how many bytes were written.
    package func writeLogLine(_ count: Int) -> Int {
        let (bytes, requestID, timestamp) = (bytes, requestID, timestamp)
        var written = 0
        let address = NetworkAddress(version4: 0xCB00_7109)
        for _ in 0..<count {
            record.line.acquire(from: buffers)
            record.begin(
                at: 1_767_225_600_123_000_000, timestamp.span, id: requestID.span, client: address
            ) { $0.append(peer) }
            record.describe(head, bytes.span, withQuery: false, token: token) { routeMembers.append(0, to: &$0) }
            record.state(revision: snapshot.revision, sequence: snapshot.registry.sequence)
            var outcome = CallOutcome()
            outcome.isAllowed = true
            outcome.endpoint = endpoint
            record.end(outcome, exchange, at: 1_234, completed: true)
            written += record.line.count
            record.line.release(to: buffers)
        }
        return written
    }
}
