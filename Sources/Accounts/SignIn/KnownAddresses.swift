/// From which addresses which names have signed in since the start: what strangers do elsewhere does not keep them out there.
///
/// Only whoever has signed in puts anything into it, and the oldest makes room for the newest.
struct KnownAddresses {
    /// More than sign in to one gateway in a month.
    private static let most = 1_024

    /// When each was last used, by a count that goes up.
    private var uses: [[UInt8]: UInt64] = [:]
    private var count: UInt64 = 0

    /// - Parameter pair: a name and an address.
    func contains(_ pair: [UInt8]) -> Bool { uses[pair] != nil }

    mutating func insert(_ pair: [UInt8]) {
        count += 1
        if uses[pair] == nil, uses.count >= Self.most, let oldest = uses.min(by: { $0.value < $1.value }) {
            uses[oldest.key] = nil
        }
        uses[pair] = count
    }
}
