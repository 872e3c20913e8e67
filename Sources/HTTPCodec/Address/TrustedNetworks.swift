/// The networks whose proxies are believed about who they speak for.
package struct TrustedNetworks: Hashable, Sendable {
    /// One network: an address and how many of its first bits count.
    package struct Network: Hashable, Sendable {
        let address: NetworkAddress
        let highMask: UInt64
        let lowMask: UInt64

        /// - Parameters:
        ///   - address: bits behind the prefix do not count.
        ///   - prefix: 0 to 32 for version 4, 0 to 128 for version 6.
        package init(_ address: NetworkAddress, prefix: Int) {
            let bits = address.isVersion4 ? prefix + 96 : prefix
            self.address = address
            highMask = Self.mask(min(bits, 64))
            lowMask = Self.mask(max(0, bits - 64))
        }

        private static func mask(_ bits: Int) -> UInt64 { bits == 0 ? 0 : UInt64.max << UInt64(64 - bits) }

        /// Whether an address lies in it. `::/8` holds no address of version 4, though it holds where those are mapped.
        func contains(_ other: NetworkAddress) -> Bool {
            (other.high ^ address.high) & highMask == 0 && (other.low ^ address.low) & lowMask == 0
                && other.isVersion4 == address.isVersion4
        }
    }

    private let networks: ContiguousArray<Network>

    /// No network: nobody is believed.
    package static let none = TrustedNetworks([])

    package init(_ networks: some Sequence<Network>) { self.networks = ContiguousArray(networks) }

    /// Whether nobody is believed.
    package var isEmpty: Bool { networks.isEmpty }

    /// Whether a proxy at this address is believed.
    package func contains(_ address: NetworkAddress) -> Bool {
        for index in networks.indices where networks[index].contains(address) { return true }
        return false
    }

    /// The same networks in memory of their own: for a loop, whose every look would else count references that other
    /// loops count too.
    package func copied() -> TrustedNetworks { TrustedNetworks(networks.map { $0 }) }
}
