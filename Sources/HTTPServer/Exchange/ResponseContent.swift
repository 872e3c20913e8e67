/// What content a response will have, and so how it is framed.
package enum ResponseContent: Sendable, Hashable {
    /// None, as to HEAD or with 204 and 304; `length` is what `Content-Length` says all the same.
    case none(length: UInt64?)
    /// So many bytes.
    case length(UInt64)
    /// Unknown beforehand: chunked to HTTP/1.1, until the connection closes to HTTP/1.0.
    case unknown
}
