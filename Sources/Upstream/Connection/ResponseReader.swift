internal import HTTPCodec

/// What has arrived of a response, and how far it is taken apart.
///
/// One value, and each step a single use of it: every use of what an object keeps is watched at run time for conflicts
/// with others, so that a dozen parts, each used a few times for a response, would cost more than parsing it.
struct ResponseReader: ~Copyable {
    /// How many interim responses one request may get.
    static let interimLimit = 16

    /// What a look at the content found.
    enum Content {
        /// So many bytes at the front of what has arrived.
        case piece(Int)
        /// More has to arrive.
        case awaited
        /// All of it has been handed on.
        case complete
    }

    private var input = ByteBuffer()
    private var scanner = HeadScanner()
    /// The head that was read last; its ranges point into ``bytes`` until it is taken.
    private(set) var head = ResponseHead()
    private var decoder = ContentDecoder(.none)
    private var interimCount = 0
    /// How many bytes at the front were handed on, and go when the next are looked for.
    private var handedOn = 0

    /// The bytes that wait.
    var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { input.bytes }
    }

    /// The content at the front, as ``nextContent()`` found it.
    @_lifetime(borrow self)
    func piece(_ count: Int) -> Span<UInt8> { input.prefix(count) }

    /// Whether the content ends where the connection does.
    var endsAtClose: Bool { decoder.endsAtClose }

    /// Reads into what is free of its memory: into the large block, unless a head has begun to arrive.
    ///
    /// - Parameters:
    ///   - most: how many bytes are read at most.
    ///   - headLimit: how large a head may be.
    ///   - read: writes into the memory that it is given; how many bytes, 0 for none.
    /// - Returns: how much room there was, and how many bytes were read.
    mutating func fill(
        from buffers: BufferPool, atMost most: Int, headLimit: Int, _ read: (UnsafeMutableRawBufferPointer) -> Int
    ) -> (room: Int, count: Int) {
        input.acquireLarge(from: buffers)
        // At the front again, so that all of the block serves: interim heads may have gone before.
        if input.freeCount == 0, input.count < headLimit { input.reserve(1) }
        let room = min(most, input.freeCount)
        guard room > 0 else { return (0, 0) }
        return (room, unsafe input.fill(atMost: room, read))
    }

    /// Parses a head, where it is whole; whether it is.
    ///
    /// - Parameter method: the request's.
    mutating func readHead(to method: Method, limits: HeadLimits) throws(MessageFault) -> Bool {
        guard try Self.parse(input, &scanner, &head, to: method, limits) else { return false }
        // Nothing asked for another protocol, so nothing may switch to one.
        guard head.status != 101 else { throw .statusLine }
        guard head.isInterim else { return true }
        interimCount += 1
        guard interimCount <= Self.interimLimit else { throw .statusLine }
        return true
    }

    private static func parse(
        _ input: borrowing ByteBuffer, _ scanner: inout HeadScanner, _ head: inout ResponseHead, to method: Method,
        _ limits: HeadLimits
    ) throws(MessageFault) -> Bool {
        guard let count = try scanner.scan(input.bytes, limits: limits) else { return false }
        try head.parse(input.bytes, byteCount: count, to: method, limits: limits)
        return true
    }

    /// Takes the head away from what has arrived; whether it is the final one, and whether the connection outlives it.
    mutating func takeHead() -> (isFinal: Bool, isPersistent: Bool) {
        input.consume(head.byteCount)
        if !head.isInterim { decoder = ContentDecoder(head.framing) }
        return (!head.isInterim, head.isPersistent)
    }

    /// Looks for content, behind that which was handed on.
    mutating func nextContent() throws(MessageFault) -> Content {
        input.consume(handedOn)
        handedOn = 0
        if decoder.isComplete { return .complete }
        handedOn = try decoder.gather(&input)
        if handedOn > 0 { return .piece(handedOn) }
        return decoder.isComplete ? .complete : .awaited
    }

    /// Prepares for the response to the next request; whether nothing is left over from this one.
    mutating func end(in buffers: BufferPool) -> Bool {
        guard input.isEmpty else { return false }
        input.release(to: buffers)
        interimCount = 0
        return true
    }

    /// Gives back memory that what waits does not need.
    mutating func settle(in buffers: BufferPool) { input.settle(in: buffers) }

    /// Gives all memory back, and what waits with it.
    mutating func release(to buffers: BufferPool) {
        input.release(to: buffers)
        handedOn = 0
    }
}
