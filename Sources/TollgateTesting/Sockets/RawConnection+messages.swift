/// Whole messages, read more strictly than any client would.
extension RawConnection {
    /// How a connection ended, and what came before.
    package struct Ending: Hashable, Sendable {
        /// Everything that came.
        package let text: String
        /// Whether it was reset instead of ended.
        package let isReset: Bool

        /// An end; see the properties of the same names.
        package init(text: String, isReset: Bool) {
            self.text = text
            self.isReset = isReset
        }

        /// The end, and nothing before it.
        package static let silentEnd = Ending(text: "", isReset: false)
    }

    /// Reads one response, interim or final, and leaves what follows for the next.
    ///
    /// - Parameter method: of the request it answers: none has content to HEAD.
    package func readResponse(to method: String = "GET") throws(SocketFailure) -> RawMessage {
        var message = try readHead()
        let status = message.status
        guard status > 0 else { throw .malformed("status line", received: message.head) }
        if method == "HEAD" || status < 200 || status == 204 || status == 304 { return message }
        message.content = try readContent(of: message, endsAtClose: true)
        return message
    }

    /// Reads one request, and leaves what follows for the next.
    package func readRequest() throws(SocketFailure) -> RawMessage {
        var message = try readHead()
        message.content = try readContent(of: message, endsAtClose: false)
        return message
    }

    /// Reads the head of a message alone; its content stays unread.
    package func readHead() throws(SocketFailure) -> RawMessage {
        var bytes = Array(unread)
        while true {
            if let end = RawMessage.endOfHead(bytes) {
                unread = bytes[end...]
                return try RawMessage(head: Array(bytes[..<end]))
            }
            let more = try receive()
            guard !more.isEmpty else { throw .ended("in a head", received: RawMessage.text(bytes)) }
            bytes += more
        }
    }

    /// Reads exactly so many bytes.
    package func read(_ count: Int) throws(SocketFailure) -> [UInt8] {
        var bytes = unread
        unread = []
        while bytes.count < count {
            let more = try receive()
            guard !more.isEmpty else { throw .ended("after \(bytes.count) of \(count)", received: "") }
            bytes += more
        }
        unread = bytes.dropFirst(count)
        return Array(bytes.prefix(count))
    }

    /// Reads everything to the connection's end.
    ///
    /// - Throws: ``SocketFailure/deadline(_:)`` where it does not end.
    package func readToEnd() throws(SocketFailure) -> Ending {
        var bytes = Array(unread)
        unread = []
        while true {
            do throws(SocketFailure) {
                let more = try receive()
                guard !more.isEmpty else { return Ending(text: RawMessage.text(bytes), isReset: false) }
                bytes += more
            } catch .system {
                return Ending(text: RawMessage.text(bytes), isReset: true)
            }
        }
    }

    private func readContent(of message: RawMessage, endsAtClose: Bool) throws(SocketFailure) -> [UInt8] {
        let lengths = message.values(of: "Content-Length")
        let codings = message.values(of: "Transfer-Encoding")
        guard lengths.count + codings.count <= 1 else { throw .malformed("framing", received: message.head) }
        if let length = lengths.first {
            guard let count = Int(length), "\(count)" == length else {
                throw .malformed("Content-Length", received: message.head)
            }
            return try read(count)
        }
        guard let coding = codings.first else { return endsAtClose ? Array(try readToEnd().text.utf8) : [] }
        guard coding == "chunked" else { throw .malformed("Transfer-Encoding", received: message.head) }
        return try readChunks()
    }

    private func readChunks() throws(SocketFailure) -> [UInt8] {
        var content: [UInt8] = []
        while true {
            let line = try readLine()
            guard let count = Int(line, radix: 16), count >= 0, !line.hasPrefix("+") else {
                throw .malformed("chunk size", received: line)
            }
            content += try read(count)
            guard try readLine() == "" else { throw .malformed("chunk end", received: "") }
            if count == 0 { return content }
        }
    }

    private func readLine() throws(SocketFailure) -> String {
        var line: [UInt8] = []
        while !line.suffix(2).elementsEqual([13, 10]) { line += try read(1) }
        return RawMessage.text(Array(line.dropLast(2)))
    }
}
