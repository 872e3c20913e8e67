/// The head of a request, as ranges into the bytes it arrived in, with its framing settled.
///
/// Not copyable, like that of a response: a copy would count a reference to the field lines, and handing one on is all
/// that anybody needs.
package struct RequestHead: ~Copyable, Sendable {
    /// The method, as one of the known ones.
    package internal(set) var method = Method.other
    /// The method, as received.
    package internal(set) var methodName = ByteRange.empty
    /// The whole target, as received.
    package internal(set) var target = ByteRange.empty
    /// The path of the target, or `*`.
    package internal(set) var path = ByteRange.empty
    /// What follows the first `?` of the target; `nil` where there is none.
    package internal(set) var query: ByteRange?
    /// The host and port that the request is for: of an absolute-form target, else of Host.
    package internal(set) var host = ByteRange.empty
    /// 1 for HTTP/1.1, 0 for HTTP/1.0.
    package internal(set) var minorVersion: UInt8 = 1
    /// The options of `Connection`.
    package internal(set) var connection: ConnectionOptions = []
    /// Whether the client waits for `100 (Continue)` before it sends the content.
    package internal(set) var expectsContinue = false
    /// The value of the one `Authorization` field.
    package internal(set) var authorization: ByteRange?
    /// How the content is framed: ``ContentFraming/none``, a length or chunked.
    package internal(set) var framing = ContentFraming.none
    /// The length of the head, its empty line included.
    package internal(set) var byteCount = 0
    /// The field lines.
    package internal(set) var fields = FieldSection()

    /// Whether the connection can carry another request after this one (RFC 9112 §9.3).
    package internal(set) var isPersistent = false

    package init() {}

    var allowsPersistence: Bool {
        minorVersion == 1
            ? !connection.contains(.close) : connection.contains(.keepAlive) && !connection.contains(.close)
    }
}
