/// A request method (RFC 9110 §9), as far as the gateway treats it apart.
package enum Method: UInt8, Sendable, Hashable {
    case get, head, post, put, delete, patch, options, trace, connect
    /// Any other token.
    case other

    /// Which method these bytes name; methods are case-sensitive.
    static func of(_ bytes: Span<UInt8>) -> Method {
        switch bytes.count {
        case 3: bytes.equals("GET") ? .get : bytes.equals("PUT") ? .put : .other
        case 4: bytes.equals("POST") ? .post : bytes.equals("HEAD") ? .head : .other
        case 5: bytes.equals("PATCH") ? .patch : bytes.equals("TRACE") ? .trace : .other
        case 6: bytes.equals("DELETE") ? .delete : .other
        case 7: bytes.equals("OPTIONS") ? .options : bytes.equals("CONNECT") ? .connect : .other
        default: .other
        }
    }

    /// Whether a request that may already have been sent can be sent again without harm (RFC 9110 §9.2.1: safe).
    package var isSafe: Bool { self == .get || self == .head || self == .options }
}
