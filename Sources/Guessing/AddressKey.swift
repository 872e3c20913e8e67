import Glibc

/// What failures of an address are counted under.
package enum AddressKey {
    /// An IPv4 address whole, of an IPv6 address the first 64 bits: whoever has one has all of a /64 (RFC 6177 §2).
    /// Another text is counted as it stands.
    package static func bytes(of address: String) -> [UInt8] {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, address, &four) == 1 {
            return unsafe withUnsafeBytes(of: four) { unsafe Array($0) }
        }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, address, &six) == 1 else { return Array(address.utf8) }
        let bytes = unsafe withUnsafeBytes(of: six) { unsafe Array($0) }
        // An IPv4 address in IPv6 form (RFC 4291 §2.5.5.2); all of these share their first 64 bits.
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return Array(bytes.starts(with: mapped) ? bytes.suffix(4) : bytes.prefix(8))
    }
}
