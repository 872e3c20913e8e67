/// The header of the PROXY protocol, in which a load balancer says whose connection it passes on.
///
/// https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt, version 1 (text) and 2 (binary), told apart by their
/// first bytes.
package struct ProxyHeader: Hashable, Sendable {
    /// Whose connection it is.
    package enum Source: Hashable, Sendable {
        /// A client's, at this address.
        case address(NetworkAddress)
        /// A client's, of which no address is known: `UNKNOWN`, `AF_UNSPEC`, or a unix socket.
        case unknown
        /// The load balancer's own, such as a health check.
        case local
    }

    /// A header that breaks the protocol.
    package struct Fault: Error, Hashable, Sendable {}

    /// Whose connection it is.
    package let source: Source
    /// The header's length.
    package let byteCount: Int

    /// Bytes that a header of version 1 may have, CR LF included (§2.1).
    static let longestText = 107
    /// Bytes that a header of version 2 may have: the addresses and any honest list of TLVs fit well.
    static let longestBinary = 4_096

    /// Reads a header.
    ///
    /// - Parameter bytes: everything since the connection's first byte.
    /// - Returns: `nil` when not all of it has arrived.
    /// - Throws: ``Fault`` at the first byte that no header has there.
    package static func read(_ bytes: Span<UInt8>) throws(Fault) -> ProxyHeader? {
        guard bytes.count > 0 else { return nil }
        return bytes[0] == ASCII.carriageReturn ? try readBinary(bytes) : try readText(bytes)
    }

    /// Whether the bytes begin as a literal does, as far as they go.
    static func begins(_ bytes: Span<UInt8>, _ literal: StaticString) -> Bool {
        let count = min(bytes.count, literal.utf8CodeUnitCount)
        return unsafe bytes.withUnsafeBytes { bytes in
            for index in 0..<count where unsafe bytes[index] != literal.utf8Start[index] { return false }
            return true
        }
    }
}
