internal import HTTPCodec

/// One loop's verified tokens, found by the whole token and compared byte for byte.
///
/// Bounded: sets of four places, and in a full set the token that was used longest ago makes way. Only tokens that
/// were verified get in, so a stranger cannot fill it.
struct TokenCache {
    private static let ways = 4
    private var places: ContiguousArray<CachedToken?>
    private let mask: UInt64
    private let seed = UInt64.random(in: .min ... .max)

    /// - Parameter capacity: how many tokens; a power of two.
    init(capacity: Int = 32_768) {
        places = ContiguousArray(repeating: nil, count: capacity)
        mask = UInt64(capacity / Self.ways - 1)
    }

    /// The hash of a token: of its last bytes, which are the signature's and differ between any two good tokens.
    func hash(_ token: Span<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(token.count)
        var index = max(0, token.count - 22)
        while index < token.count {
            hash = (hash ^ UInt64(token[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        return hash ^ (hash >> 29)
    }

    func find(_ token: Span<UInt8>, hash: UInt64) -> CachedToken? {
        let first = Int(hash & mask) * Self.ways
        for place in first..<first + Self.ways {
            guard let candidate = places[place], candidate.hash == hash else { continue }
            if candidate.isPresented(as: token) { return candidate }
        }
        return nil
    }

    mutating func insert(_ entry: CachedToken) {
        let first = Int(entry.hash & mask) * Self.ways
        var oldest = first
        for place in first..<first + Self.ways {
            guard let other = places[place] else {
                places[place] = entry
                return
            }
            if let current = places[oldest], other.lastUsed < current.lastUsed { oldest = place }
        }
        places[oldest] = entry
    }

    /// Forgets every token.
    mutating func removeAll() {
        for place in places.indices { places[place] = nil }
    }
}
