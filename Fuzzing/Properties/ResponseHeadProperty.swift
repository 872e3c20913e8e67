import HTTPCodec

/// A response head is the same however it arrives and whatever follows it, is framed as RFC 9112 says for the request that
/// it answers, and says the same again once the gateway has written it.
enum ResponseHeadProperty {
    private static let limits = HeadLimits(head: 1_024, target: 1_024, fields: 12)
    /// A head that leaves a trace in everything that a head can say.
    private static let before = [UInt8](
        "HTTP/1.0 503 Before\r\nDate: now\r\nConnection: keep-alive, upgrade, x\r\nContent-Length: 77\r\n\r\n")

    static func broken(_ input: [UInt8]) -> String? {
        let count: Int
        switch HeadArrival.end(of: input, limits: limits) {
        case .failure(let difference): return difference.text
        case .success(.head(let end)): count = end
        case .success: return nil
        }
        let head = Array(input[..<count])
        for method in [Method.get, .head] {
            let alone = read(head, count, method)
            guard read(input, count, method) == alone else { return "what follows a head changes what it says" }
            guard read(head, count, method, after: before) == alone else {
                return "the head before changes what it says"
            }
            guard case .success(let reading) = alone else { continue }
            guard reading == ResponseRules.read(head, toHEAD: method == .head) else {
                return "accepted, but RFC 9112 says otherwise"
            }
            if method == .get, let broken = brokenWriting(reading, head) { return broken }
        }
        return nil
    }

    /// The head as the gateway would write it on, read again: with a phrase and a version of its own.
    private static func brokenWriting(_ reading: ResponseReading, _ head: [UInt8]) -> String? {
        var parsed = ResponseHead()
        guard (try? parsed.parse(head.span, byteCount: head.count, to: .get, limits: limits)) != nil else { return nil }
        var buffer = ByteBuffer()
        buffer.appendStatusLine(reading.status)
        for line in parsed.fields.lines { buffer.appendField(line, of: head.span) }
        buffer.append("\r\n")
        let written = [UInt8](of: buffer.bytes)
        guard case .success(.head(written.count)) = HeadArrival.end(of: written, limits: HeadLimits()),
            case .success(let again) = read(written, written.count, .get, HeadLimits())
        else { return "the head that was written is refused" }
        let isSame =
            again.status == reading.status && again.fields == reading.fields && again.framing == reading.framing
            && again.contentLength == reading.contentLength && again.hasDate == reading.hasDate
        return isSame ? nil : "the head that was written says something else"
    }

    /// What the parser says, in a value that has just held another head where one is given.
    private static func read(
        _ bytes: [UInt8], _ count: Int, _ method: Method, _ limits: HeadLimits = limits, after other: [UInt8] = []
    ) -> Result<ResponseReading, MessageFault> {
        var head = ResponseHead()
        do throws(MessageFault) {
            if !other.isEmpty { try head.parse(other.span, byteCount: other.count, to: .get, limits: limits) }
            try head.parse(bytes.span, byteCount: count, to: method, limits: limits)
            return .success(ResponseReading(head, bytes.span))
        } catch {
            return .failure(error)
        }
    }
}
