internal import EventLoop
package import HTTPCodec

/// One request and its response, whatever carries it.
///
/// Everything above the server sees exchanges and no connections. The object is reused: after
/// ``ExchangeDelegate/exchangeEnded(_:completed:)`` it may already stand for another request.
package final class Exchange {
    /// How the request's content is framed.
    package var framing: ContentFraming { request.framing }
    /// Who carries the exchange on.
    package var delegate: (any ExchangeDelegate)? {
        get { carrier }
        set { carrier = newValue }
    }
    /// The handler's own note on the exchange; the server does not look at it.
    package var note: AnyObject? {
        get { handlersNote }
        set { handlersNote = newValue }
    }
    /// Bytes of the request's content taken so far, transfer coding removed.
    package var receivedCount: UInt64 { progress.received }
    /// The greatest content that is taken, in bytes: the server's own bound, until the handler sets another. More than
    /// that is a fault; that a length already says so is the handler's to answer.
    package var contentLimit: UInt64 {
        get { progress.contentLimit }
        set { progress.contentLimit = newValue }
    }
    /// Bytes of the response's content handed over so far.
    package var sentCount: UInt64 { progress.sent }
    /// The status that the client is answered with; 0 before.
    package var status: Int { progress.status }
    /// Microseconds of the monotonic clock when the head was complete.
    package var startedAt: Int64 { progress.startedAt }

    /// What the response is at.
    enum ResponsePhase: Equatable {
        case notStarted
        case content(remaining: UInt64)
        case chunks
        case untilClose
        case noContent
        case finished
        /// Given up: the client must see that it broke.
        case aborted
    }

    /// How far it has come.
    struct Progress {
        var received: UInt64 = 0
        var contentLimit: UInt64
        var sent: UInt64 = 0
        var status = 0
        var startedAt: Int64
    }

    /// What is asked for again after the head was read: copied out of it, because each use of that is watched at run time.
    struct Request {
        var method = Method.other
        var framing = ContentFraming.none
        var minorVersion: UInt8 = 1
        var expectsContinue = false
        var isPersistent = false
        /// The length of the head.
        var byteCount = 0
    }

    // Kept in private, and reached by others through properties that only read or store: what others could hold on to is
    // watched for conflicts at run time, at each use.
    private var carrier: (any ExchangeDelegate)?
    private var handlersNote: AnyObject?
    private var believed: Forwarding?
    var progress = Progress(contentLimit: 0, startedAt: 0)
    private(set) var requestHead = RequestHead()
    private(set) var request = Request()
    var connection: ClientConnection?
    var response = ResponsePhase.notStarted
    var decoder = ContentDecoder(.none)
    /// Bytes at the front of the connection's input that are content and not yet taken.
    var undelivered = 0
    var wantsContent = false
    var isContentBlocked = false
    var hasContentEnded = false
    /// Nothing is done before all of the content is here, so that all of it has to come within the time for content.
    var isGathered = false

    /// An exchange that stands for no request yet.
    package init() {}

    /// Makes the object stand for the next request.
    func prepare(on connection: ClientConnection) {
        self.connection = connection
        carrier = nil
        handlersNote = nil
        believed = nil
        progress = Progress(contentLimit: connection.server.limits.content, startedAt: connection.loop.nowMicroseconds)
        response = .notStarted
        undelivered = 0
        wantsContent = false
        isContentBlocked = false
        hasContentEnded = false
        isGathered = false
    }

    /// The other end of the connection as text, such as `127.0.0.1:54321`: the client, or the last proxy before us.
    package var peer: [UInt8] { connection?.peer ?? [] }

    /// Appends ``peer``, of which no reference is counted.
    package func appendPeer(to output: inout ByteBuffer) {
        if let connection { output.append(connection.peer) }
    }

    /// What trusted proxies say of the request; `nil` where it does not come from one.
    package internal(set) var forwarding: Forwarding? {
        get { believed }
        set { believed = newValue }
    }

    /// Where the connection comes from: the peer's address, or that which a load balancer passes on.
    package var sourceAddress: NetworkAddress { connection?.source.address ?? NetworkAddress(version4: 0) }

    /// The client's address, as far as those tell it who are trusted.
    package var clientAddress: NetworkAddress { forwarding?.client ?? sourceAddress }

    /// Whether the handler has put the request off before.
    package var isPostponed: Bool { connection?.isPostponed ?? false }

    /// Whether no request follows this one because the server stops, or leaves the address.
    var isToEnd: Bool { connection?.isDraining ?? true }

    /// Whether no part of the final response has been handed over.
    package var canRespond: Bool {
        if case .notStarted = response { true } else { false }
    }

    // MARK: The request's head

    /// Reads the head at the front of the input. Of one that cannot be understood, what was read before the fault is known:
    /// a refused HEAD is answered without content too.
    func readHead(_ input: borrowing ByteBuffer, byteCount: Int, limits: HeadLimits) throws(MessageFault) {
        let fault: MessageFault?
        (request, fault) = Self.parse(input, byteCount, limits, into: &requestHead)
        decoder = ContentDecoder(fault == nil ? request.framing : .none)
        if let fault { throw fault }
        hasContentEnded = !request.framing.hasContent
    }

    private static func parse(
        _ input: borrowing ByteBuffer, _ byteCount: Int, _ limits: HeadLimits, into head: inout RequestHead
    ) -> (Request, MessageFault?) {
        var fault: MessageFault?
        do throws(MessageFault) {
            try head.parse(input.bytes, byteCount: byteCount, limits: limits)
        } catch {
            fault = error
        }
        let request = Request(
            method: head.method, framing: head.framing, minorVersion: head.minorVersion,
            expectsContinue: head.expectsContinue, isPersistent: head.isPersistent, byteCount: byteCount)
        return (request, fault)
    }

    /// There is no head that could be read.
    func forgetHead() {
        request = Request()
        decoder = ContentDecoder(.none)
    }

    // MARK: The request's content

    /// Whether the request brings content whose end is still to be told; a length of 0 is none.
    package var bringsContent: Bool { request.framing.hasContent }

    /// Asks for the content; the client that waits for `100 (Continue)` gets it.
    package func acceptContent() {
        guard !wantsContent else { return }
        wantsContent = true
        connection?.contentWanted(self)
    }

    /// Whether content is here that was offered and not taken.
    package var isContentWaiting: Bool { isContentBlocked }

    /// Asks for content again after not all of it was taken.
    package func resumeContent() {
        guard isContentBlocked else { return }
        isContentBlocked = false
        connection?.contentResumed()
    }
}
