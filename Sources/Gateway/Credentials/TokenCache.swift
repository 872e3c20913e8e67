internal import HTTPCodec

/// One loop's verified tokens, found by the whole token and compared byte for byte.
///
/// Bounded in number: sets of four places, and in a full set the token that was used longest ago makes way. And bounded in
/// memory: a token with hundreds of scopes takes up as much as twenty with one. Only tokens that were verified get in, so
/// a stranger cannot fill it; but an application may fetch as many as it likes.
struct TokenCache {
    private static let ways = 4
    /// Of how many tokens the one that was used longest ago makes way, where memory is short.
    private static let candidates = 8
    private var places: ContiguousArray<CachedToken?>
    private let mask: UInt64
    private let seed = UInt64.random(in: .min ... .max)
    private let byteLimit: Int
    /// What the tokens take up together.
    private(set) var byteCount = 0
    /// The place that was last looked at for a token that could make way.
    private var hand = 0

    /// - Parameters:
    ///   - capacity: how many tokens; a power of two.
    ///   - byteLimit: how much they take up together at most; one alone may take more.
    init(capacity: Int = 32_768, byteLimit: Int = 64 * 1024 * 1024) {
        places = ContiguousArray(repeating: nil, count: capacity)
        mask = UInt64(capacity / Self.ways - 1)
        self.byteLimit = byteLimit
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
        while byteCount > 0, byteCount + entry.footprint > byteLimit { removeOne() }
        put(entry, at: place(for: entry))
    }

    /// A free place of the set, or that of its token that was used longest ago.
    private func place(for entry: CachedToken) -> Int {
        let first = Int(entry.hash & mask) * Self.ways
        var oldest = first
        for place in first..<first + Self.ways {
            guard let other = places[place] else { return place }
            if let current = places[oldest], other.lastUsed < current.lastUsed { oldest = place }
        }
        return oldest
    }

    /// Forgets a token that was not used for long: the oldest of the next few, from where it was looked last.
    private mutating func removeOne() {
        var oldest: (place: Int, lastUsed: Int64)?
        var (found, steps) = (0, 0)
        while found < Self.candidates, steps < places.count {
            hand = (hand + 1) % places.count
            steps += 1
            guard let token = places[hand] else { continue }
            found += 1
            if oldest.map({ token.lastUsed < $0.lastUsed }) ?? true { oldest = (hand, token.lastUsed) }
        }
        if let oldest { put(nil, at: oldest.place) }
    }

    private mutating func put(_ entry: CachedToken?, at place: Int) {
        byteCount += (entry?.footprint ?? 0) - (places[place]?.footprint ?? 0)
        places[place] = entry
    }

    /// Forgets every token.
    mutating func removeAll() {
        for place in places.indices { put(nil, at: place) }
    }
}
