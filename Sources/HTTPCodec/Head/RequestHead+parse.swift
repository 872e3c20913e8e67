extension RequestHead {
    /// Parses a whole head, in place of what this value held.
    ///
    /// - Parameters:
    ///   - bytes: bytes that begin with the head.
    ///   - byteCount: the head's length, from ``HeadScanner``.
    /// - Throws: the first fault; the value then means nothing.
    package mutating func parse(
        _ bytes: Span<UInt8>, byteCount: Int, limits: HeadLimits
    ) throws(MessageFault) {
        reset(byteCount: byteCount)
        let fieldsStart = try parseRequestLine(bytes, limits: limits)
        try fields.parse(bytes, from: fieldsStart, to: byteCount, limit: limits.fields)
        let authority = try parseTarget(bytes)
        try readFields(bytes, authority: authority)
        isPersistent = allowsPersistence
    }

    private mutating func reset(byteCount: Int) {
        self.byteCount = byteCount
        method = .other
        minorVersion = 1
        isPersistent = false
        query = nil
        connection = []
        expectsContinue = false
        authorization = nil
        framing = .none
    }

    /// `method SP request-target SP HTTP-version CRLF` (RFC 9112 §3). Returns where the next line begins.
    private mutating func parseRequestLine(_ bytes: Span<UInt8>, limits: HeadLimits) throws(MessageFault) -> Int {
        var position = 0
        while ByteClass.isToken(bytes[position]) { position += 1 }
        guard position > 0, bytes[position] == ASCII.space else { throw .requestLine }
        methodName = ByteRange(start: 0, count: position)
        method = Method.of(methodName.of(bytes))
        let start = position + 1
        position = bytes.endOfTarget(from: start)
        guard position - start <= limits.target else { throw .targetTooLong }
        guard bytes[position] == ASCII.space else {
            throw bytes[position] == ASCII.carriageReturn ? .requestLine : .target
        }
        guard position > start else { throw .requestLine }
        target = ByteRange(start: start, count: position - start)
        minorVersion = try Self.version(bytes, at: position + 1)
        guard method != .connect else { throw .connectMethod }
        return position + 11
    }

    /// `HTTP/1.1` or `HTTP/1.0`, and the end of the line. Returns the minor version.
    private static func version(_ bytes: Span<UInt8>, at start: Int) throws(MessageFault) -> UInt8 {
        guard start + 10 <= bytes.count, bytes.extracting(start..<start + 5).equals("HTTP/") else { throw .requestLine }
        let major = bytes[start + 5]
        let minor = bytes[start + 7]
        guard isDigit(major), bytes[start + 6] == 0x2E, isDigit(minor), bytes[start + 8] == ASCII.carriageReturn
        else { throw .requestLine }
        guard major == 0x31, minor == 0x30 || minor == 0x31 else { throw .version }
        return minor - 0x30
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Splits the target into authority, path and query (RFC 9112 §3.2). Returns the authority of an absolute form.
    private mutating func parseTarget(_ bytes: Span<UInt8>) throws(MessageFault) -> ByteRange? {
        let text = target.of(bytes)
        if text[0] == ASCII.slash {
            splitQuery(text, pathStart: 0)
            return nil
        }
        if method == .options, text.equals("*") {
            path = target
            return nil
        }
        guard text.count > 7 else { throw .target }
        let scheme = text.extracting(first: 7).equalsIgnoringCase("http://".utf8.span) ? 7 : 8
        guard scheme == 7 || text.extracting(first: 8).equalsIgnoringCase("https://".utf8.span) else { throw .target }
        var end = scheme
        while end < text.count, text[end] != ASCII.slash, text[end] != ASCII.questionMark { end += 1 }
        guard end > scheme else { throw .target }
        splitQuery(text, pathStart: end)
        // An empty path means "/" (RFC 9110 §4.2.3): the slash right before the authority serves as one.
        if path.isEmpty { path = ByteRange(start: Int(target.start) + scheme - 1, count: 1) }
        return ByteRange(start: Int(target.start) + scheme, count: end - scheme)
    }

    private mutating func splitQuery(_ text: Span<UInt8>, pathStart: Int) {
        let end = text.firstIndex(of: ASCII.questionMark, from: pathStart, to: text.count)
        path = ByteRange(start: Int(target.start) + pathStart, count: end - pathStart)
        guard end < text.count else { return }
        query = ByteRange(start: Int(target.start) + end + 1, count: text.count - end - 1)
    }

    /// Takes in the fields that settle framing, host, connection and credentials.
    private mutating func readFields(_ bytes: Span<UInt8>, authority: ByteRange?) throws(MessageFault) {
        var framingFields = FramingFields()
        var optionBytes = 0
        var hostField: ByteRange?
        for index in 0..<fields.lines.count {
            let line = fields.lines[index]
            switch line.known {
            case .host:
                guard hostField == nil else { throw .host }
                hostField = line.value
            case .contentLength: try framingFields.addContentLength(line.value.of(bytes))
            case .transferEncoding: try framingFields.addTransferEncoding(line.value.of(bytes))
            case .connection: connection.formUnion(try .of(line.value.of(bytes), adding: &optionBytes))
            case .expect:
                guard !expectsContinue, line.value.of(bytes).equalsIgnoringCase("100-continue".utf8.span)
                else { throw .expectation }
                expectsContinue = true
            case .authorization:
                guard authorization == nil else { throw .repeatedAuthorization }
                authorization = line.value
            default: break
            }
        }
        try framingFields.check(minorVersion: minorVersion)
        framing = framingFields.isChunked ? .chunked : framingFields.contentLength.map { .length($0) } ?? .none
        // An HTTP/1.0 client cannot know 100 (Continue) (RFC 9110 §10.1.1).
        if minorVersion == 0 { expectsContinue = false }
        try settleHost(bytes, field: hostField, authority: authority)
    }

    /// One valid Host, equal to the authority of an absolute-form target (RFC 9112 §3.2).
    private mutating func settleHost(
        _ bytes: Span<UInt8>, field: ByteRange?, authority: ByteRange?
    ) throws(MessageFault) {
        guard let field = field ?? (minorVersion == 0 ? authority ?? .empty : nil) else { throw .missingHost }
        guard HostGrammar.matches(field.of(bytes)) || (minorVersion == 0 && field.isEmpty) else { throw .host }
        if let authority {
            guard authority.of(bytes).equalsIgnoringCase(field.of(bytes)) else { throw .host }
        }
        host = field
    }
}
