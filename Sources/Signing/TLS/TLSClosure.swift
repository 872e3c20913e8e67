import COpenSSL

/// The end of a connection over TLS, which the other side has to tell with the alert `close_notify` (RFC 8446 §6.1).
///
/// Whoever can cut the connection can cut a message that ends with it; what is left must not look whole (RFC 9112 §9.8).
/// libcurl reports both ends alike, and may tell the library to take the one for the other.
package enum TLSClosure {
    /// Has the connections of a context not take a cut for the alert.
    ///
    /// - Parameter context: the library's `SSL_CTX`, before connections are made from it.
    package static func demand(in context: UnsafeMutableRawPointer) { unsafe tollgate_demand_closure(context) }

    /// Whether the other side has told the end.
    ///
    /// - Parameter connection: the library's `SSL`.
    package static func isTold(by connection: UnsafeMutableRawPointer) -> Bool {
        unsafe SSL_get_shutdown(OpaquePointer(connection)) & SSL_RECEIVED_SHUTDOWN != 0
    }
}
