import HTTPCodec

/// A request head is the same however it arrives and whatever follows it, says what RFC 9112 says it does, and says the
/// same again once the gateway has written it.
enum RequestHeadProperty {
    private static let limits = HeadLimits(head: 1_024, target: 128, fields: 12)
    /// A head that leaves a trace in everything that a head can say.
    private static let before = [UInt8](
        "PUT /before?q HTTP/1.1\r\nHost: before\r\nExpect: 100-continue\r\nAuthorization: Bearer x\r\n"
            + "Connection: close, upgrade, x\r\nTransfer-Encoding: chunked\r\n\r\n")

    static func broken(_ input: [UInt8]) -> String? {
        let count: Int
        switch HeadArrival.end(of: input, limits: limits) {
        case .failure(let difference): return difference.text
        case .success(.head(let end)): count = end
        case .success: return nil
        }
        let head = Array(input[..<count])
        let alone = read(head, count, limits)
        guard read(input, count, limits) == alone else { return "what follows a head changes what it says" }
        guard read(head, count, limits, after: before) == alone else { return "the head before changes what it says" }
        guard case .success(let reading) = alone else { return nil }
        guard reading == RequestRules.read(head) else { return "accepted, but RFC 9112 says otherwise" }
        return brokenWriting(reading, head)
    }

    /// The head as the gateway would write it on, read again.
    private static func brokenWriting(_ reading: RequestReading, _ head: [UInt8]) -> String? {
        let written = written(reading, head)
        // White space that is added can make it longer than was allowed.
        guard case .success(.head(written.count)) = HeadArrival.end(of: written, limits: HeadLimits()) else {
            return "the head that was written ends elsewhere"
        }
        guard read(written, written.count, HeadLimits()) == .success(reading) else {
            return "the head that was written says something else"
        }
        return self.written(reading, written) == written ? nil : "written again, the head is another"
    }

    private static func written(_ reading: RequestReading, _ head: [UInt8]) -> [UInt8] {
        var parsed = RequestHead()
        guard (try? parsed.parse(head.span, byteCount: head.count, limits: HeadLimits())) != nil else { return [] }
        var buffer = ByteBuffer()
        buffer.append(reading.method)
        buffer.append(ASCII.space)
        buffer.append(reading.target)
        buffer.append(reading.minorVersion == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n")
        for line in parsed.fields.lines { buffer.appendField(line, of: head.span) }
        buffer.append("\r\n")
        return [UInt8](of: buffer.bytes)
    }

    /// What the parser says, in a value that has just held another head where one is given.
    private static func read(
        _ bytes: [UInt8], _ count: Int, _ limits: HeadLimits, after other: [UInt8] = []
    ) -> Result<RequestReading, MessageFault> {
        var head = RequestHead()
        do throws(MessageFault) {
            if !other.isEmpty { try head.parse(other.span, byteCount: other.count, limits: limits) }
            try head.parse(bytes.span, byteCount: count, limits: limits)
            return .success(RequestReading(head, bytes.span))
        } catch {
            return .failure(error)
        }
    }
}
