/// The head of a response, as ranges into the bytes it arrived in, with its framing settled.
package struct ResponseHead: ~Copyable, Sendable {
    /// The status code, 100 to 599.
    package internal(set) var status = 0
    /// The reason phrase, as received; often empty.
    package internal(set) var reasonPhrase = ByteRange.empty
    /// 1 for HTTP/1.1, 0 for HTTP/1.0.
    package internal(set) var minorVersion: UInt8 = 1
    /// The options of `Connection`.
    package internal(set) var connection: ConnectionOptions = []
    /// What `Content-Length` says, whether or not there is content.
    package internal(set) var contentLength: UInt64?
    /// How the content is framed.
    package internal(set) var framing = ContentFraming.none
    /// Whether the response says when it was made.
    package internal(set) var hasDate = false
    /// The length of the head, its empty line included.
    package internal(set) var byteCount = 0
    /// The field lines.
    package internal(set) var fields = FieldSection()

    /// Whether it precedes the final response to the same request (RFC 9110 §15.2).
    package internal(set) var isInterim = false
    /// Whether the connection can carry another request after this response. Stored, like the others: what is computed
    /// by another target has the whole head copied for it.
    package internal(set) var isPersistent = false

    package init() {}

    /// Sets what follows from the rest.
    mutating func conclude() {
        isInterim = status < 200
        isPersistent = allowsPersistence
    }

    private var allowsPersistence: Bool {
        guard framing != .untilClose, !connection.contains(.close) else { return false }
        return minorVersion == 1 || connection.contains(.keepAlive)
    }
}
