/// A network in its written form: an address, and how many of its first bits all addresses of the network share.
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    /// Why a text names no network.
    enum Fault: Error, Hashable {
        /// No address, or no number of bits that such an address has.
        case notation
        /// Bits behind the prefix are set; the text of the network that holds the address.
        case hostBits(network: String)
    }

    /// 4 or 16 bytes in network order; the bits behind the prefix are zero.
    package let bytes: [UInt8]
    /// 0 to 32 for version 4, 0 to 128 for version 6.
    package let prefix: Int

    /// From `10.0.0.0/8`, `fd00::/8`, or an address, which is a network of its own.
    init(_ text: String) throws(Fault) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { throw .notation }
        let width = address.bytes.count * 8
        guard let prefix = parts.count == 1 ? width : Self.prefix(parts[1]), prefix <= width else { throw .notation }
        let masked = Self.masked(address.bytes, prefix)
        guard masked == address.bytes else {
            throw .hostBits(network: Self.text(masked, prefix))
        }
        // Version 4 as it is mapped into version 6 (RFC 4291 §2.5.5.2) is version 4; such a network is never a larger one,
        // because the bits of the mapping would stand behind its prefix.
        let isMapped = masked.count == 16 && masked[0..<10].allSatisfy { $0 == 0 } && masked[10...11] == [0xFF, 0xFF]
        bytes = isMapped ? Array(masked[12...]) : masked
        self.prefix = isMapped ? prefix - 96 : prefix
    }

    /// `10.0.0.0/8`, `fd00:0:0:0:0:0:0:0/8`.
    package var description: String { Self.text(bytes, prefix) }

    private static func prefix(_ text: Substring) -> Int? {
        let isNumber =
            (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (text.utf8.count == 1 || text.utf8.first != 0x30)
        return isNumber ? Int(text) : nil
    }

    private static func masked(_ bytes: [UInt8], _ prefix: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let bits = min(8, max(0, prefix - index * 8))
            return byte & ~UInt8(truncatingIfNeeded: 0xFF >> bits)
        }
    }

    private static func text(_ bytes: [UInt8], _ prefix: Int) -> String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") + "/\(prefix)" }
        let groups = stride(from: 0, to: 16, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "/\(prefix)"
    }
}
