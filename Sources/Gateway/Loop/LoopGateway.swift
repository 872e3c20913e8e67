package import EventLoop
package import HTTPCodec
package import HTTPServer
internal import JSONWebToken
package import Policy
internal import Registry
internal import Upstream

/// The gateway on one loop: the life of a request, in numbered steps.
///
/// All of its state belongs to the loop's thread: the token cache, the upstream pools, the calls.
package final class LoopGateway: RequestHandler {
    /// How often the gateway's own name may stand in `Via`.
    private static let viaLimit = 3

    let buffers: BufferPool
    let loop: EventLoop
    private let log: AccessLog
    private let counters = LoopCounters()
    private let upstreams: UpstreamDirectory
    private let handover: WholeHandover
    private var held: Held
    private var cache = TokenCache()
    private var calls = Spares<Call>(limit: 1_024)
    private var requestIDs = RequestIDs()
    private var dates = DateText()
    private var ration: VerificationRation
    private var isShutDown = false

    package init(loop: EventLoop, settings: LoopSettings, snapshot: Snapshot, buffers: BufferPool) {
        self.loop = loop
        held = Held(snapshot, settings)
        ration = VerificationRation(cost: snapshot.verifier.keys.verificationCost)
        self.buffers = buffers
        log = AccessLog(sink: settings.accessLog, loop: loop)
        handover = WholeHandover(loop: loop)
        upstreams = UpstreamDirectory(loop: loop, buffers: buffers)
        upstreams.adopt(settings.upstreams)
    }

    /// The loop's own hold of what all loops share: a count of its users that all of them change would be contended for at
    /// each call. Whoever reads it is handed this object, and reads through it: what is read out of a property that may
    /// change is counted each time.
    private final class Held {
        let snapshot: Snapshot
        let routes: RouteSet
        let settings: LoopSettings

        init(_ snapshot: Snapshot, _ settings: LoopSettings) {
            self.snapshot = snapshot
            routes = snapshot.routes
            self.settings = settings
        }
    }

    private var snapshot: Snapshot { held.snapshot }
    var settings: LoopSettings { held.settings }

    /// The value of a `Date` field, now.
    var date: [UInt8] {
        dates.update(loop.wallClock)
        return dates.fieldValue
    }

    /// Appends the `Date` field, now.
    func appendDate(to output: inout ByteBuffer) { dates.appendField(at: loop.wallClock, to: &output) }

    /// The realm of challenges.
    var realm: String { settings.realm }

    /// Puts another snapshot into force. Calls that have been decided go on as they were; cached tokens prove themselves
    /// again when they are next used.
    package func adopt(_ next: Snapshot) {
        hold(next, held.settings)
    }

    /// Puts another configuration into force, between two events: each call is decided by one of them as a whole, and
    /// goes on as it was decided.
    ///
    /// - Parameter next: the configuration's snapshot; its routes name the upstreams of `settings`.
    package func adopt(_ settings: LoopSettings, _ next: Snapshot) {
        hold(next, settings)
        log.adopt(settings.accessLog)
        upstreams.adopt(settings.upstreams)
    }

    private func hold(_ next: Snapshot, _ settings: LoopSettings) {
        held = Held(next, settings)
        ration.adopt(cost: next.verifier.keys.verificationCost)
    }

    /// Ends upstream connections and hands over the last log lines.
    package func shutDown() {
        upstreams.closeAll()
        log.flush()
        // Each holds the gateway.
        calls.removeAll()
        isShutDown = true
    }

    // MARK: The life of a request

    package func begin(_ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> Bool {
        // A glance only: of thousands that wait for their turn, each is offered at every turn of the loop.
        if exchange.isPostponed, ration.isUsedUp(in: loop.turnCount) { return false }
        return begin(exchange, head, bytes, held)
    }

    private func begin(
        _ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ held: Held
    ) -> Bool {
        // 3. Match, on exactly the bytes that will be forwarded.
        if OwnPaths.contains(head.path.of(bytes)) {
            beginOwn(exchange, head, bytes, held)
            return true
        }
        let match = held.routes.table.match(
            method: head.methodName.of(bytes), host: head.host.of(bytes), path: head.path.of(bytes))
        guard case .route(let route) = match else {
            refuse(start(exchange, head, bytes, held), held.snapshot.refusal(match))
            return true
        }
        // 4. Authenticate: find the token in the cache, or verify it.
        var token: CachedToken?
        var credentials = Credentials.none
        if !held.routes.isPublic(route) {
            switch authenticate(head, bytes, held.snapshot, waited: exchange.isPostponed) {
            case .later: return false
            case .token(let found): token = found
            case .credentials(let other): credentials = other
            }
        }
        let call = start(exchange, head, bytes, held, route: route, token: token)
        // 5. Authorise.
        let now = loop.wallClock / 1_000_000_000
        let decision =
            if let token {
                token.decide(route, held.snapshot, now: now)
            } else {
                held.snapshot.decide(route: route, credentials: credentials, now: now)
            }
        if case .refused(let refusal) = decision {
            refuse(call, refusal)
            return true
        }
        // 6. Admit: where the length says so, content that is too large is refused before any of it is asked for.
        let contentLimit = held.settings.contentLimits[route]
        exchange.contentLimit = contentLimit
        if case .length(let length) = head.framing, length > contentLimit {
            call.answer(Answer(.contentTooLarge))
            return true
        }
        call.isAllowed = true
        // 7. Forward.
        forward(call, exchange, head, bytes, held.routes, route: route, token: token)
        return true
    }

    private func refuse(_ call: Call, _ refusal: Refusal) { call.answer(Answer(refusal)) }

    // MARK: Authenticate

    private enum Authentication {
        case token(CachedToken)
        case credentials(Credentials)
        /// This turn's verifications are used up.
        case later
    }

    private func authenticate(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ snapshot: Snapshot, waited: Bool
    ) -> Authentication {
        guard let value = head.authorization else { return .credentials(.none) }
        switch BearerField.split(value.of(bytes)) {
        case .otherScheme: return .credentials(.none)
        case .malformed: return .credentials(.malformed)
        case .token(let range): return authenticate(range.of(value.of(bytes)), snapshot, waited: waited)
        }
    }

    private func authenticate(_ compact: Span<UInt8>, _ snapshot: Snapshot, waited: Bool) -> Authentication {
        guard compact.count <= snapshot.verifier.maximumSize else { return .credentials(.invalid(.malformed)) }
        let hash = cache.hash(compact)
        if let cached = cache.find(compact, hash: hash) {
            cached.lastUsed = loop.now
            if !snapshot.isCurrent(cached.resolved) { cached.renew(for: snapshot) }
            return .token(cached)
        }
        guard BearerField.isToken(compact) else { return .credentials(.malformed) }
        guard ration.take(in: loop.turnCount, waited: waited) else { return .later }
        let now = loop.wallClock / 1_000_000_000
        switch snapshot.verifier.verify(compact, at: now) {
        case .failure(let fault): return .credentials(.invalid(fault))
        case .success(let token):
            let entry = CachedToken(
                compact: Array(copying: compact), hash: hash, token: token, snapshot: snapshot)
            entry.lastUsed = loop.now
            cache.insert(entry)
            return .token(entry)
        }
    }

    // MARK: Forward

    private func forward(
        _ call: Call, _ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ routes: RouteSet,
        route: Int, token: CachedToken?
    ) {
        guard ForwardedFields.ownViaCount(head, bytes) <= Self.viaLimit else { return call.answer(.loop) }
        let place = routes.routes[route].upstream
        let upstream = upstreams[place]
        let forwarded = ForwardedHead(
            source: exchange.sourceAddress, forwarding: exchange.forwarding,
            keepsAuthorization: token == nil || upstream.target.forwardsAuthorization, route: route)
        call.compose { id, output in
            output.acquire(from: buffers)
            forwarded.write(
                head, bytes, token: token, requestID: id, routes: routes, target: upstream.target, to: &output)
        }
        if let token, upstream.target.forwardsAuthorization, token.token.audiences.count > 1 {
            noteWide(token, to: place)
        }
        call.forward(to: upstream, exchange, head, isRepeatable: routes.routes[route].isRepeatable)
    }

    /// A token for several audiences leaves the gateway: whoever gets it can use it at the others.
    private func noteWide(_ token: CachedToken, to upstream: Int) {
        guard token.wideUpstream != upstream else { return }
        token.wideUpstream = upstream
        settings.wideTokens?.note(
            .init(
                application: token.token.clientID, upstream: upstreams[upstream].target.name,
                audiences: token.token.audiences.joined(separator: " ")))
    }

    // MARK: The gateway's own paths

    private func beginOwn(_ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ held: Held) {
        let call = start(exchange, head, bytes, held, isOwn: true)
        call.isAllowed = true
        call.ownPath = head.path.of(bytes).equals("/oauth/token") ? .token : .other
        exchange.delegate = nil
        exchange.note = call
        WholeExchange.begin(
            exchange, head, bytes, handover: handover, handler: self, contentLimit: settings.ownContentLimit,
            fields: call.requestIDField,
            responder: settings.own)
    }

    package func refuse(_ exchange: Exchange, fault: MessageFault) {
        let call = (exchange.note as? Call) ?? (exchange.delegate as? Call) ?? startUnread(exchange)
        call.isAllowed = false
        call.answer(Answer(fault))
    }

    package func ended(_ exchange: Exchange, completed: Bool) {
        (exchange.note as? Call)?.exchangeEnded(exchange, completed: completed)
    }

    // MARK: Calls and their records

    private func takeCall(_ exchange: Exchange?) -> Call {
        let call = calls.take() ?? Call(gateway: self)
        call.prepare(exchange, &requestIDs)
        return call
    }

    /// - Parameter isOwn: a query to one of the gateway's own paths is never logged: some client will put its secret there.
    private func start(
        _ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ held: Held, isOwn: Bool = false,
        route: Int? = nil, token: CachedToken? = nil
    ) -> Call {
        let call = takeCall(exchange)
        exchange.delegate = call
        guard log.isOn else { return call }
        let withQuery = held.settings.logsQueries && !isOwn
        call.note { id, record in
            begin(&record, id: id, client: exchange.clientAddress) { exchange.appendPeer(to: &$0) }
            record.describe(head, bytes, withQuery: withQuery, token: token) {
                if let route { held.settings.routeMembers.append(route, to: &$0) }
            }
            record.state(revision: held.snapshot.revision, sequence: held.snapshot.registry.sequence)
        }
        return call
    }

    /// For a message whose head could not be read: nothing of it is repeated.
    private func startUnread(_ exchange: Exchange) -> Call {
        let call = takeCall(exchange)
        exchange.note = call
        guard log.isOn else { return call }
        call.note { id, record in
            begin(&record, id: id, client: exchange.clientAddress) { exchange.appendPeer(to: &$0) }
            record.state(revision: snapshot.revision, sequence: snapshot.registry.sequence)
        }
        return call
    }

    private func begin(
        _ record: inout CallRecord, id: Span<UInt8>, client: NetworkAddress, peer: (inout ByteBuffer) -> Void
    ) {
        dates.update(loop.wallClock)
        record.line.acquire(from: buffers)
        let timestamp = dates.timestamp
        record.begin(at: loop.wallClock, timestamp.span, id: id, client: client, peer: peer)
    }

    package func rejected(_ fault: ConnectionFault, peer: [UInt8], client: NetworkAddress) {
        counters.countRefused(reason: .connection(fault), status: 0)
        guard log.isOn else { return }
        let call = takeCall(nil)
        call.note { id, record in
            begin(&record, id: id, client: client) { $0.append(peer) }
            record.state(revision: snapshot.revision, sequence: snapshot.registry.sequence)
            record.reject(fault)
        }
        call.endRecord { log.append($1.line.bytes) }
        keep(call)
    }

    /// Counts the call, writes its line and keeps the object for another.
    func finish(_ call: Call, _ exchange: Exchange, completed: Bool) {
        let now = loop.nowMicroseconds
        call.count(
            in: counters, status: exchange.status, microseconds: now - exchange.startedAt, completed: completed)
        // Empty where logging was turned on in the middle of the call: the line was never begun.
        call.endRecord { outcome, record in
            if log.isOn { record.end(outcome, exchange, at: now, completed: completed) }
            log.append(record.line.bytes)
        }
        keep(call)
    }

    /// What was counted on this loop so far.
    package var metrics: GatewayMetrics {
        var metrics = counters.metrics
        metrics.upstreams = upstreams.conditions
        return metrics
    }

    private func keep(_ call: Call) {
        if !isShutDown { calls.give(call) }
    }

    package func trim() -> Bool {
        calls.trim()
        let hasSurplus = upstreams.trim()
        return hasSurplus || calls.hasSurplus
    }
}
