package import HTTPCodec

extension Exchange {
    /// Begins the final response: writes the status line.
    package func startResponse(status: Int, content: ResponseContent) {
        guard canRespond, let connection else { return }
        self.status = status
        response = .head(content)
        connection.acquireOutput()
        connection.output.appendStatusLine(status)
    }

    /// Writes field lines. Framing, `Connection` and `Keep-Alive` are the exchange's own.
    package func fields(_ write: (inout ByteBuffer) -> Void) {
        guard case .head = response, let connection else { return }
        write(&connection.output)
    }

    /// Ends the head: writes the fields that frame the content and say what becomes of the connection.
    package func endHead() {
        guard case .head(let content) = response, let connection else { return }
        if !hasContentEnded { connection.closesAfterResponse = true }
        if head.method == .head, case .length(let length) = content {
            response = frame(.none(length: length), on: connection)
        } else {
            response = frame(content, on: connection)
        }
        if connection.closesAfterResponse {
            connection.output.append("Connection: close\r\n")
        } else if head.minorVersion == 0 {
            connection.output.append("Connection: keep-alive\r\n")
        }
        connection.output.append("\r\n")
    }

    private func frame(_ content: ResponseContent, on connection: ClientConnection) -> ResponsePhase {
        switch content {
        case .none(let length):
            if let length { connection.output.appendField("Content-Length", length) }
            return .noContent
        case .length(let length):
            connection.output.appendField("Content-Length", length)
            return .content(remaining: length)
        case .unknown where head.method == .head: return .noContent
        case .unknown where head.minorVersion == 0:
            connection.closesAfterResponse = true
            return .untilClose
        case .unknown:
            connection.output.append("Transfer-Encoding: chunked\r\n")
            return .chunks
        }
    }

    /// Hands over content. Small pieces wait for ``flush()`` or ``finish()``, large ones go out at once.
    ///
    /// Content beyond the length announced ends the connection: what is framed wrongly must not look whole.
    package func send(_ content: Span<UInt8>) {
        guard content.count > 0, let connection else { return }
        switch response {
        case .content(let remaining):
            guard UInt64(content.count) <= remaining else { return abort() }
            response = .content(remaining: remaining - UInt64(content.count))
            connection.send(content)
        case .chunks: connection.sendChunk(content)
        case .untilClose: connection.send(content)
        default: return
        }
        sentCount += UInt64(content.count)
    }

    /// Hands what waits to the kernel.
    ///
    /// - Returns: whether all of it went; if not, stop producing until ``ExchangeDelegate/exchangeDrained(_:)``.
    @discardableResult
    package func flush() -> Bool { connection?.flush() ?? true }

    /// Ends the response, and has what waits of it sent after the current batch of events. One that has fewer bytes than announced is aborted instead.
    package func finish() {
        guard let connection else { return }
        switch response {
        case .content(let remaining) where remaining > 0: return abort()
        case .notStarted, .head, .finished, .aborted: return
        case .chunks:
            connection.acquireOutput()
            connection.output.appendLastChunk()
        default: break
        }
        response = .finished
        // Sent when the batch of events is done: while one answer after the other goes out, those who wait for them on
        // other cores are woken once, and not for each.
        connection.schedule()
    }

    /// Gives the response up: the client sees a connection that broke.
    package func abort() {
        response = .aborted
        connection?.schedule()
    }

    /// Passes an interim response on (RFC 9110 §15.2); nothing to HTTP/1.0, which has none.
    package func interim(status: Int, fields write: (inout ByteBuffer) -> Void) {
        guard canRespond, head.minorVersion == 1, let connection else { return }
        connection.acquireOutput()
        connection.output.appendStatusLine(status)
        write(&connection.output)
        connection.output.append("\r\n")
        connection.flush()
    }

    /// Answers with a whole response at once.
    package func respond(status: Int, content: Span<UInt8>, fields write: (inout ByteBuffer) -> Void) {
        let hasContent = status != 204 && status != 304
        startResponse(status: status, content: hasContent ? .length(UInt64(content.count)) : .none(length: nil))
        fields(write)
        endHead()
        send(content)
        finish()
    }
}
