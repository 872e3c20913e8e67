extension ResponseHead {
    /// Parses a whole head, in place of what this value held.
    ///
    /// - Parameters:
    ///   - bytes: bytes that begin with the head.
    ///   - byteCount: the head's length, from ``HeadScanner``.
    ///   - method: the method of the request, on which the framing depends.
    /// - Throws: the first fault; the value then means nothing.
    package mutating func parse(
        _ bytes: Span<UInt8>, byteCount: Int, to method: Method, limits: HeadLimits
    ) throws(MessageFault) {
        self.byteCount = byteCount
        connection = []
        hasDate = false
        let fieldsStart = try parseStatusLine(bytes)
        try fields.parse(bytes, from: fieldsStart, to: byteCount, limit: limits.fields)
        try settleFraming(bytes, method: method)
        conclude()
    }

    /// `HTTP-version SP status-code SP [ reason-phrase ] CRLF` (RFC 9112 §4). Returns where the next line begins.
    private mutating func parseStatusLine(_ bytes: Span<UInt8>) throws(MessageFault) -> Int {
        guard byteCount >= 16, bytes.extracting(first: 7).equals("HTTP/1."), bytes[8] == ASCII.space,
            bytes[7] >= 0x30, bytes[7] <= 0x39
        else { throw .statusLine }
        guard bytes[7] == 0x30 || bytes[7] == 0x31 else { throw .version }
        minorVersion = bytes[7] - 0x30
        status = 0
        for index in 9..<12 {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { throw .statusLine }
            status = status * 10 + Int(bytes[index] - 0x30)
        }
        guard status >= 100, status <= 599 else { throw .statusLine }
        var position = 12
        // The space is due even before an empty phrase, but many services leave both out.
        if bytes[position] == ASCII.space {
            position += 1
        } else if bytes[position] != ASCII.carriageReturn {
            throw .statusLine
        }
        let start = position
        while ByteClass.isFieldValue(bytes[position]) { position += 1 }
        guard bytes[position] == ASCII.carriageReturn else { throw .statusLine }
        reasonPhrase = ByteRange(start: start, count: position - start)
        return position + 2
    }

    /// RFC 9112 §6.3, rules 1 to 8.
    private mutating func settleFraming(_ bytes: Span<UInt8>, method: Method) throws(MessageFault) {
        var framingFields = FramingFields()
        var optionBytes = 0
        for index in 0..<fields.lines.count {
            let line = fields.lines[index]
            switch line.known {
            case .contentLength: try framingFields.addContentLength(line.value.of(bytes))
            case .transferEncoding: try framingFields.addTransferEncoding(line.value.of(bytes))
            case .connection: connection.formUnion(try .of(line.value.of(bytes), adding: &optionBytes))
            case .date: hasDate = true
            default: break
            }
        }
        try framingFields.check(minorVersion: minorVersion)
        contentLength = framingFields.contentLength
        if method == .head || status < 200 || status == 204 || status == 304 {
            framing = .none
        } else if framingFields.isChunked {
            framing = .chunked
        } else {
            framing = contentLength.map { $0 == 0 ? .none : .length($0) } ?? .untilClose
        }
    }
}
