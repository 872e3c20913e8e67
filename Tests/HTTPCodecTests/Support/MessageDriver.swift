import HTTPCodec
import Testing

/// Feeds a message to the codec piece by piece, as a connection does: append, scan, parse, consume, decode.
struct MessageDriver: Sendable {
    enum Side: Sendable {
        case request
        case response(to: Method)
    }

    var side = Side.request
    var limits = HeadLimits()

    static let request = MessageDriver()
    static let response = MessageDriver(side: .response(to: .get))

    /// The outcome of the message when its bytes arrive in these pieces.
    func deliver(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
        var buffer = ByteBuffer()
        var scanner = HeadScanner()
        var decoder: ContentDecoder?
        var outcome = Outcome()
        for piece in pieces {
            buffer.append(piece.span)
            do throws(MessageFault) {
                if decoder == nil { decoder = try readHead(&buffer, &scanner, &outcome) }
                try readContent(&buffer, &decoder, &outcome)
            } catch {
                outcome.end = .fault(error)
                return outcome
            }
        }
        outcome.rest = outcome.end == .complete ? buffer.count : 0
        return outcome
    }

    private func readHead(
        _ buffer: inout ByteBuffer, _ scanner: inout HeadScanner, _ outcome: inout Outcome
    ) throws(MessageFault) -> ContentDecoder? {
        guard let count = try scanner.scan(buffer.bytes, limits: limits) else { return nil }
        let framing: ContentFraming
        switch side {
        case .request:
            var head = RequestHead()
            try head.parse(buffer.bytes, byteCount: count, limits: limits)
            outcome.head = HeadText.of(head, buffer.bytes)
            outcome.fields = HeadText.of(head.fields, buffer.bytes)
            framing = head.framing
        case .response(let method):
            var head = ResponseHead()
            try head.parse(buffer.bytes, byteCount: count, to: method, limits: limits)
            outcome.head = HeadText.of(head, buffer.bytes)
            outcome.fields = HeadText.of(head.fields, buffer.bytes)
            framing = head.framing
        }
        buffer.consume(count)
        return ContentDecoder(framing)
    }

    private func readContent(
        _ buffer: inout ByteBuffer, _ decoder: inout ContentDecoder?, _ outcome: inout Outcome
    ) throws(MessageFault) {
        guard var current = decoder else { return }
        while true {
            let count = try current.gather(&buffer)
            guard count > 0 else { break }
            for index in 0..<count { outcome.content.append(buffer.bytes[index]) }
            buffer.consume(count)
        }
        decoder = current
        outcome.end = current.isComplete ? .complete : current.endsAtClose ? .untilClose : .needsMore
    }

    // MARK: Every way to split

    /// The outcome of a message, whole, byte by byte and in two pieces cut at every position: the same each time.
    func outcome(
        of message: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
    ) -> Outcome {
        let whole = deliver([message[...]])
        let single = deliver(message.indices.map { message[$0...$0] })
        #expect(single == whole, "byte by byte: \(Latin1.text(message))", sourceLocation: sourceLocation)
        for cut in message.indices.dropFirst() {
            let split = deliver([message[..<cut], message[cut...]])
            guard split != whole else { continue }
            Issue.record(
                "cut at \(cut): \(split.testDescription), whole: \(whole.testDescription)",
                sourceLocation: sourceLocation)
            break
        }
        return whole
    }

    func outcome(of message: String, sourceLocation: SourceLocation = #_sourceLocation) -> Outcome {
        outcome(of: Latin1.bytes(message), sourceLocation: sourceLocation)
    }
}
