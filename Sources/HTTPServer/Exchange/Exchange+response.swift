package import HTTPCodec

extension Exchange {
    /// Begins the final response: writes its head.
    ///
    /// - Parameter fields: writes the field lines, but for those that frame the content and say what becomes of the
    ///   connection: these are the exchange's own.
    package func startResponse(
        status: Int, content: ResponseContent, fields: (inout ByteBuffer) -> Void = { _ in }
    ) {
        guard canRespond, let connection else { return }
        progress.status = status
        let framing = framing(of: content)
        response = framing
        if !hasContentEnded || framing == .untilClose { connection.closesAfterResponse = true }
        var length: UInt64?
        switch content {
        case .none(let announced): length = announced
        case .length(let count): length = count
        case .unknown: break
        }
        let option: ConnectionOption =
            connection.closesAfterResponse ? .close : request.minorVersion == 0 ? .keepAlive : .none
        connection.writeHead { output in Self.writeHead(status, framing, length, option, to: &output, fields) }
    }

    private enum ConnectionOption { case none, close, keepAlive }

    private static func writeHead(
        _ status: Int, _ framing: ResponsePhase, _ length: UInt64?, _ option: ConnectionOption,
        to output: inout ByteBuffer, _ fields: (inout ByteBuffer) -> Void
    ) {
        output.appendStatusLine(status)
        fields(&output)
        if let length { output.appendField("Content-Length", length) }
        if framing == .chunks { output.append("Transfer-Encoding: chunked\r\n") }
        switch option {
        case .close: output.append("Connection: close\r\n")
        case .keepAlive: output.append("Connection: keep-alive\r\n")
        case .none: break
        }
        output.append("\r\n")
    }

    /// How the content goes to this client (RFC 9112 §6.3).
    private func framing(of content: ResponseContent) -> ResponsePhase {
        switch content {
        case .none: .noContent
        case .length where request.method == .head: .noContent
        case .length(let length): .content(remaining: length)
        case .unknown where request.method == .head: .noContent
        case .unknown where request.minorVersion == 0: .untilClose
        case .unknown: .chunks
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
        progress.sent += UInt64(content.count)
    }

    /// Hands what waits to the kernel.
    ///
    /// - Returns: whether all of it went; if not, stop producing until ``ExchangeDelegate/exchangeDrained(_:)``.
    @discardableResult
    package func flush() -> Bool { connection?.flush() ?? true }

    /// Hands what waits to the kernel, and gives the memory for it back where all of it went: a while may pass before more
    /// comes.
    ///
    /// - Returns: whether all of it went.
    func flushAndRest() -> Bool {
        guard let connection else { return true }
        guard connection.flush() else { return false }
        if connection.output.isEmpty { connection.output.release(to: connection.pool) }
        return true
    }

    /// Ends the response, and has what waits of it sent after the current batch of events. One that has fewer bytes than
    /// announced is aborted instead.
    package func finish() {
        guard let connection else { return }
        switch response {
        case .content(let remaining) where remaining > 0: return abort()
        case .notStarted, .finished, .aborted: return
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
        guard canRespond, request.minorVersion == 1, let connection else { return }
        connection.acquireOutput()
        connection.output.appendStatusLine(status)
        write(&connection.output)
        connection.output.append("\r\n")
        connection.flush()
    }

    /// Answers with a whole response at once.
    package func respond(status: Int, content: Span<UInt8>, fields write: (inout ByteBuffer) -> Void) {
        let hasContent = status != 204 && status != 304
        startResponse(
            status: status, content: hasContent ? .length(UInt64(content.count)) : .none(length: nil), fields: write)
        send(content)
        finish()
    }
}
