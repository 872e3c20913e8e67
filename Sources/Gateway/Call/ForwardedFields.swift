internal import HTTPCodec
internal import HTTPServer

/// Which field lines pass, in each direction.
///
/// What the gateway itself states is dropped from what the client sent, under any spelling; what concerns only one
/// connection stays on it (RFC 9110 §7.6.1).
enum ForwardedFields {
    /// Writes the client's field lines that the upstream may see.
    ///
    /// - Parameters:
    ///   - keepsAuthorization: whether `Authorization` passes.
    ///   - keepsOverrides: whether `X-HTTP-Method-Override` and its kin pass, which the gateway has not looked at.
    static func writeRequest(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, keepsAuthorization: Bool, keepsOverrides: Bool,
        to output: inout ByteBuffer
    ) {
        let namesFields = head.connection.contains(.namesFields)
        for index in 0..<head.fields.lines.count {
            let line = head.fields.lines[index]
            let isOverride = line.known == .targetOverride
            guard isOverride ? keepsOverrides : passesToUpstream(line.known, keepsAuthorization: keepsAuthorization)
            else { continue }
            let isTakenAway = line.known != .via && line.known != .authorization
            if namesFields, isTakenAway, isNamedByConnection(line, head.fields, bytes) { continue }
            output.appendField(line, of: bytes)
        }
    }

    private static func passesToUpstream(_ name: FieldName, keepsAuthorization: Bool) -> Bool {
        switch name {
        case .other, .via, .date, .server: true
        case .authorization: keepsAuthorization
        default: false
        }
    }

    /// Writes the upstream's field lines that the client may see.
    static func writeResponse(_ head: borrowing ResponseHead, _ bytes: Span<UInt8>, to output: inout ByteBuffer) {
        let namesFields = head.connection.contains(.namesFields)
        for index in 0..<head.fields.lines.count {
            let line = head.fields.lines[index]
            guard passesToClient(line.known) else { continue }
            // Names that only a request gives a meaning to, such as `X-Real-IP`, are like any other here.
            if namesFields, line.known != .via, line.known != .date, isNamedByConnection(line, head.fields, bytes) {
                continue
            }
            output.appendField(line, of: bytes)
        }
    }

    private static func passesToClient(_ name: FieldName) -> Bool {
        switch name {
        case .contentLength, .transferEncoding, .connection, .keepAlive, .proxyConnection, .proxyAuthenticate, .te,
            .trailer, .upgrade, .http2Settings, .xRequestID:
            false
        default: true
        }
    }

    /// How a response is framed to the client.
    static func content(of head: borrowing ResponseHead) -> ResponseContent {
        switch head.framing {
        case .length(let length): .length(length)
        case .chunked, .untilClose: .unknown
        // With content allowed, no content is a length of 0; else there is none whatever the fields say.
        case .none:
            head.contentLength == 0 && head.status >= 200 && head.status != 204 && head.status != 304
                ? .length(0) : .none(length: head.status == 204 || head.isInterim ? nil : head.contentLength)
        }
    }

    /// Whether a `Connection` field names this line; never asked of what the gateway itself states in that direction, nor
    /// of a request's Host, Content-Length or Authorization, which cannot be taken away this way.
    private static func isNamedByConnection(
        _ line: FieldLine, _ fields: borrowing FieldSection, _ bytes: Span<UInt8>
    ) -> Bool {
        for index in 0..<fields.lines.count where fields.lines[index].known == .connection {
            let value = fields.lines[index].value.of(bytes)
            var list = ListReader(value)
            while let option = list.next() {
                if option.of(value).equalsIgnoringCase(line.name.of(bytes)) { return true }
            }
        }
        return false
    }

    /// How often this gateway's own name stands in the request's `Via` fields.
    static func ownViaCount(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> Int {
        var count = 0
        for index in 0..<head.fields.lines.count where head.fields.lines[index].known == .via {
            let value = head.fields.lines[index].value.of(bytes)
            var list = ListReader(value)
            while let element = list.next() {
                if isOwn(element.of(value)) { count += 1 }
            }
        }
        return count
    }

    /// Whether an element of `Via` is `VERSION tollgate`.
    private static func isOwn(_ element: Span<UInt8>) -> Bool {
        let name = "tollgate".utf8.span
        guard element.count > name.count else { return false }
        let end = element.extracting(last: name.count)
        return element[element.count - name.count - 1] == ASCII.space && end.equalsIgnoringCase(name)
    }
}
