internal import EventLoop
internal import HTTPCodec
internal import HTTPServer
internal import Policy
internal import Upstream

/// One call on its way through: the request to its upstream, the response back, and the record of both.
///
/// A thin shell between an exchange and an upstream's connection. The object, its buffers and its log line are reused
/// for the next call on the same loop.
final class Call: ExchangeDelegate, UpstreamDelegate {
    /// Content up to this many bytes may wait behind the head, so that both go out in one system call.
    static let gatherLimit = 16 * 1024
    /// Content from this size on is not copied, but sent from where it lies.
    static let directSize = 4 * 1024

    /// Lets go of its calls when it is shut down.
    private let gateway: LoopGateway
    private let loop: EventLoop
    private let buffers: BufferPool
    var exchange: Exchange?
    /// The gateway's id of the request.
    private var requestID = InlineArray<32, UInt8>(repeating: 0)
    private var record = CallRecord()
    private var outcome = CallOutcome()

    // The request on its way out.
    private var pool: UpstreamPool?
    private(set) var connection: UpstreamConnection?
    /// The head, and content that waits behind it.
    private var outgoing = ByteBuffer()
    private var sent = 0
    private var method = Method.get
    private var isChunked = false
    private var hasContent = false
    private var isReady = false
    private var hasContentEnded = false
    /// PUT and DELETE may arrive twice: the route says so.
    private var isRepeatable = false
    /// Everything sent so far is still in `outgoing`, so that it can be sent again.
    private var isReplayable = true
    private var attempts = 0
    /// The rest of the request goes nowhere.
    private var isRequestAbandoned = false

    init(gateway: LoopGateway) {
        self.gateway = gateway
        loop = gateway.loop
        buffers = gateway.buffers
    }

    // MARK: Beginning

    /// Makes the object stand for the next request; `nil` where there is none, only something to be noted.
    func prepare(_ exchange: Exchange?, _ ids: inout RequestIDs) {
        self.exchange = exchange
        ids.next(&requestID)
    }

    /// Whether the call was let through.
    var isAllowed: Bool {
        get { outcome.isAllowed }
        set { outcome.isAllowed = newValue }
    }

    /// What the call is to, where that is not a route.
    var ownPath: CallOutcome.OwnPath? {
        get { outcome.ownPath }
        set { outcome.ownPath = newValue }
    }

    /// Counts how the call ended.
    ///
    /// - Parameters:
    ///   - microseconds: how long it took.
    ///   - completed: whether the client got the whole response.
    func count(in counters: LoopCounters, status: Int, microseconds: Int64, completed: Bool) {
        switch outcome.ownPath {
        case .token: counters.countToken(status: status)
        case .other: break
        case nil where outcome.isAllowed:
            counters.countAllowed(
                reason: outcome.reason, status: status, microseconds: microseconds, completed: completed)
        // Every refusal has a reason, unless its client left while the call waited for its turn.
        case nil: if let reason = outcome.reason { counters.countRefused(reason: reason, status: status) }
        }
    }

    /// Writes the field line with the gateway's id of the request.
    var requestIDField: (inout ByteBuffer) -> Void {
        { [requestID] in $0.appendField("X-Request-Id", requestID.span) }
    }

    /// Hands out the request's id and the record, to be written to.
    func note(_ body: (Span<UInt8>, inout CallRecord) -> Void) { body(requestID.span, &record) }

    /// Ends the record, which is then empty again.
    ///
    /// - Parameter body: writes its end and keeps its line.
    func endRecord(_ body: (CallOutcome, inout CallRecord) -> Void) {
        // Taken, and not copied: nothing of it is counted.
        var ended = CallOutcome()
        swap(&ended, &outcome)
        Self.end(&record, ended, buffers, body)
    }

    private static func end(
        _ record: inout CallRecord, _ outcome: CallOutcome, _ buffers: BufferPool,
        _ body: (CallOutcome, inout CallRecord) -> Void
    ) {
        guard !record.line.isEmpty else { return }
        body(outcome, &record)
        record.line.release(to: buffers)
    }

    /// Hands out the request's id and the buffer for the head that goes to the upstream.
    func compose(_ body: (Span<UInt8>, inout ByteBuffer) -> Void) { body(requestID.span, &outgoing) }

    /// Sends the request, whose head is in ``outgoing``, to one of the pool's endpoints.
    ///
    /// - Parameter isRepeatable: whether the route lets PUT and DELETE be repeated like GET.
    func forward(to pool: UpstreamPool, _ exchange: Exchange, _ head: borrowing RequestHead, isRepeatable: Bool) {
        self.pool = pool
        self.isRepeatable = isRepeatable
        method = head.method
        isChunked = if case .chunked = head.framing { true } else { false }
        hasContent = exchange.bringsContent
        hasContentEnded = !hasContent
        isReplayable = true
        isRequestAbandoned = false
        attempts = 0
        outcome.upstreamStartedAt = exchange.startedAt
        connect(fresh: false)
    }

    private func connect(fresh: Bool) {
        attempts += 1
        // What an attempt before this one failed of does not explain the end of this one.
        outcome.detail = nil
        isReady = false
        sent = 0
        guard let pool, let next = pool.connection(for: self, fresh: fresh) else {
            return answer(Answer(UpstreamFailure.resources))
        }
        connection = next.connection
        if next.isConnected { begin(on: next.connection) }
    }

    func upstreamConnected(_ connection: UpstreamConnection) { begin(on: connection) }

    private func begin(on connection: UpstreamConnection) {
        isReady = true
        connection.beginRequest(method: method)
        outcome.endpoint = connection.endpointName
        guard hasContent, !hasContentEnded else { return pump() }
        // The head waits for the first content, to go out with it.
        exchange?.acceptContent()
        exchange?.resumeContent()
    }

    // MARK: Sending

    private var pending: Int { outgoing.count - sent }

    /// Sends what waits.
    private func pump() {
        guard isReady, !isRequestAbandoned, let connection else { return }
        // A connection that cannot send says why when it is read from.
        guard let count = Self.send(outgoing, from: sent, over: connection) else { return }
        sent += count.sent
        guard count.left == 0 else { return }
        if hasContentEnded {
            connection.requestSent()
        } else if connection.hasSent {
            outgoing.removeAll()
            sent = 0
            isReplayable = false
        }
    }

    /// Sends what waits from `position` on; how many bytes went and how many are left, or `nil` when the connection cannot
    /// send any more.
    private static func send(
        _ outgoing: borrowing ByteBuffer, from position: Int, over connection: UpstreamConnection
    ) -> (sent: Int, left: Int)? {
        let waiting = outgoing.count - position
        guard waiting > 0 else { return (0, 0) }
        guard let count = connection.send(outgoing.bytes.extracting(position..<outgoing.count)) else { return nil }
        return (count, waiting - count)
    }

    func upstreamHasRoom(_ connection: UpstreamConnection) {
        guard let exchange else { return }
        // Content that was not taken goes out together with what waits in front of it.
        guard !exchange.isContentWaiting else { return exchange.resumeContent() }
        pump()
    }

    func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int {
        // The response is complete, or cannot come: the rest of the request is of no use to anybody.
        guard let connection, !isRequestAbandoned else { return content.count }
        guard isReady else { return 0 }
        if isChunked { return takeChunk(content, over: connection) }
        let isLarge = pending == 0 && content.count >= Self.directSize || pending + content.count > Self.gatherLimit
        if isLarge { return sendDirectly(content, over: connection) }
        outgoing.append(content)
        // The end of the content, which comes right behind its last byte, sends it.
        if !isLast(content, of: exchange) { pump() }
        return content.count
    }

    private func isLast(_ content: Span<UInt8>, of exchange: Exchange) -> Bool {
        guard case .length(let length) = exchange.framing else { return false }
        return exchange.receivedCount + UInt64(content.count) == length
    }

    /// Sends what waits and the content behind it, from where it lies; how much of the content was taken.
    private func sendDirectly(_ content: Span<UInt8>, over connection: UpstreamConnection) -> Int {
        guard let count = connection.send(outgoing.bytes.extracting(sent..<outgoing.count), content) else {
            // As long as nothing was sent, the call can go elsewhere, and the content with it.
            return connection.hasSent ? content.count : 0
        }
        return noteSent(count)
    }

    private func takeChunk(_ content: Span<UInt8>, over connection: UpstreamConnection) -> Int {
        if pending > Self.gatherLimit { pump() }
        guard pending <= Self.gatherLimit else { return 0 }
        if content.count < Self.directSize {
            outgoing.appendChunk(content)
            pump()
            return content.count
        }
        let waiting = outgoing.count
        outgoing.appendChunkSize(content.count)
        let end = Self.chunkEnd.span
        let count = connection.send(outgoing.bytes.extracting(sent..<outgoing.count), content, end)
        guard let count, count > 0 else {
            outgoing.truncate(to: waiting)
            return count == nil && connection.hasSent ? content.count : 0
        }
        let direct = noteSent(count)
        // The chunk is begun: what has not gone waits.
        if direct < content.count { outgoing.append(content.extracting(direct...)) }
        let fromEnd = max(0, direct - content.count)
        outgoing.append(end.extracting(fromEnd...))
        return content.count
    }

    private static let chunkEnd = [ASCII.carriageReturn, ASCII.lineFeed]

    /// Takes note of bytes that were sent: of those that waited, and then of others, which cannot be sent again.
    ///
    /// - Returns: how many others they were.
    private func noteSent(_ count: Int) -> Int {
        let fromOutgoing = min(count, pending)
        sent += fromOutgoing
        if count > 0, pending == 0 {
            outgoing.removeAll()
            sent = 0
            isReplayable = false
        }
        return count - fromOutgoing
    }

    func exchangeContentEnded(_ exchange: Exchange) {
        hasContentEnded = true
        if isChunked { outgoing.appendLastChunk() }
        pump()
    }

    func exchange(_ exchange: Exchange, contentFailed fault: MessageFault) {
        if !exchange.canRespond {
            // Nobody waits for the content any more, and the response stands.
            if connection == nil || isRequestAbandoned { return }
            // A client that is getting its answer may well stop where it is.
            if fault == .contentTimeout { return abandonRequest() }
        }
        // The upstream has an unfinished request, which only the end of the connection tells it.
        dropConnection()
        guard exchange.canRespond else { return exchange.abort() }
        answer(Answer(fault))
    }

    /// Lets go of the rest of the request; the response goes on.
    private func abandonRequest() {
        guard let connection else { return }
        isRequestAbandoned = true
        connection.abandonRequest()
        exchange?.resumeContent()
    }

    // MARK: The response

    func upstream(_ connection: UpstreamConnection, received head: borrowing ResponseHead, bytes: Span<UInt8>) {
        guard let exchange else { return }
        if head.isInterim {
            guard head.status != 100 else { return }
            return exchange.interim(status: head.status) { ForwardedFields.writeResponse(head, bytes, to: &$0) }
        }
        exchange.startResponse(status: head.status, content: ForwardedFields.content(of: head)) { output in
            ForwardedFields.writeResponse(head, bytes, to: &output)
            output.append("Via: 1.1 tollgate\r\n")
            output.appendField("X-Request-Id", requestID.span)
            if !head.hasDate { gateway.appendDate(to: &output) }
        }
        // A refusal with an end announced: the rest of the request is not wanted (RFC 9112 §9.5). A service that
        // accepts may be answering as it reads.
        if !hasContentEnded, head.status >= 300, !head.isPersistent { abandonRequest() }
    }

    func upstream(_ connection: UpstreamConnection, received content: Span<UInt8>) { exchange?.send(content) }

    func upstreamPaused(_ connection: UpstreamConnection) -> Bool { exchange?.flush() ?? true }

    func upstreamEnded(_ connection: UpstreamConnection) {
        self.connection = nil
        outcome.upstreamEndedAt = loop.nowMicroseconds
        exchange?.finish()
    }

    func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) {
        self.connection = nil
        guard let exchange else { return }
        outcome.detail = connection.failureWords
        if failure.isBeforeSending { noteFailedConnect(failure, connection) }
        let isRepeated = exchange.canRespond && mayRetry(failure, connection)
        // An unused connection that was found closed is no failure of who closed it, nor are our own means.
        if failure != .resources, failure.isBeforeSending || !isRepeated { connection.countFailure() }
        guard exchange.canRespond else {
            outcome.reason = .upstream(failure)
            return exchange.abort()
        }
        if isRepeated { return connect(fresh: !failure.isBeforeSending) }
        outcome.upstreamEndedAt = loop.nowMicroseconds
        answer(Answer(failure))
    }

    /// Also where another endpoint will answer the call: the operator is to know of this one.
    private func noteFailedConnect(_ failure: UpstreamFailure, _ connection: UpstreamConnection) {
        guard let failures = gateway.settings.failures, let pool else { return }
        failures.note(
            .init(upstream: pool.target.name, endpoint: connection.endpoint, failure: failure),
            words: connection.failureWords ?? "no words for it")
    }

    /// Whether the request may be sent again: always when it was certainly not sent; when it may have been, only a
    /// safe method (and PUT and DELETE, where the route says so) that got not one byte of an answer, once, and never
    /// after waiting in vain.
    private func mayRetry(_ failure: UpstreamFailure, _ connection: UpstreamConnection) -> Bool {
        if failure.isBeforeSending, !connection.hasSent {
            return attempts < (pool?.endpointCount ?? 1) + 1 && failure != .resources
        }
        guard failure == .reset, isReplayable, !connection.hasReceived else { return false }
        if !connection.hasSent { return connection.isReused && attempts < 8 }
        return mayArriveTwice && connection.isReused && attempts < 3
    }

    private var mayArriveTwice: Bool {
        method.isSafe || isRepeatable && (method == .put || method == .delete)
    }

    func exchangeDrained(_ exchange: Exchange) { connection?.resumeReading() }

    // MARK: Ending

    /// Answers in the gateway's own name.
    func answer(_ answer: Answer) {
        guard let exchange else { return }
        outcome.reason = answer.reason
        answer.write(to: exchange, requestID: requestID.span, realm: gateway.realm, date: gateway.date.span)
    }

    private func dropConnection() {
        connection?.cancel()
        connection = nil
    }

    func exchangeEnded(_ exchange: Exchange, completed: Bool) {
        dropConnection()
        gateway.finish(self, exchange, completed: completed)
        self.exchange = nil
        pool = nil
        isReady = false
        outgoing.release(to: buffers)
    }
}
