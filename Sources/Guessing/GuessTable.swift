import Signing

/// Counts failures by name, in memory that does not grow and without ever forgetting one for another.
///
/// A dictionary of so many entries could be flushed by whoever makes up enough names. Here a name has a place in each of
/// three rows, chosen by a digest under a random key, and its count is the smallest of the three: an entry cannot be
/// evicted, and two names are taken for one only where somebody else stands in all three places, which costs nobody more
/// than a slow answer to a wrong secret. A name that was never heard of takes the same steps as one that exists.
///
/// A count is kept as the moment at which it will have run down (the generic cell rate algorithm, ITU-T I.371): one
/// number, which decays by itself.
package struct GuessTable: Sendable {
    /// What one more failure comes to.
    package enum Outcome: Hashable, Sendable {
        /// It was counted; the value is by how many the count is over what is free, 0 where it is not.
        case counted(excess: Int)
        /// The count is full, and this was not added; the value is after how many nanoseconds there is room again.
        case full(wait: Int64)
    }

    private static let rows = 3

    private let key: [UInt8]
    private let places: Int
    /// How long one failure stays counted, in nanoseconds.
    private let interval: Int64
    /// How many count without consequence, and how many more until it is full.
    private let free: Int64
    private let over: Int64
    /// When the count of each place will have run down, in nanoseconds; row after row. Made with the first failure:
    /// most gateways never see one.
    private var ends: [Int64] = []

    /// - Parameters:
    ///   - perMinute: How many failures a minute have no consequence.
    ///   - over: How many more are counted until the count is full.
    ///   - places: In each row.
    ///   - key: Random bytes, so that nobody can choose names that meet in their places.
    package init(perMinute: Int, over: Int, places: Int, key: [UInt8]) {
        free = Int64(max(1, perMinute))
        self.over = Int64(over)
        interval = max(1, 60_000_000_000 / free)
        self.places = max(1, places)
        self.key = key
    }

    /// Counts one more failure of a name.
    ///
    /// - Parameter now: Nanoseconds of a clock that does not step.
    package mutating func count(_ name: [UInt8], at now: Int64) -> Outcome {
        if ends.isEmpty { ends = [Int64](repeating: .min, count: Self.rows * self.places) }
        let places = self.places(of: name)
        let current = places.map { ends[$0] }.min() ?? now
        let next = max(current, now) + interval
        let room = now + (free + over) * interval
        guard next <= room else { return .full(wait: next - room) }
        for place in places where ends[place] < next { ends[place] = next }
        let counted = (next - now + interval - 1) / interval
        return .counted(excess: Int(max(0, counted - free)))
    }

    /// Takes one failure of a name back: what was counted before it was known that it is none.
    ///
    /// - Parameter now: Nanoseconds of a clock that does not step.
    package mutating func forgive(_ name: [UInt8], at now: Int64) {
        guard !ends.isEmpty else { return }
        let places = self.places(of: name)
        let current = places.map { ends[$0] }.min() ?? now
        guard current > now else { return }
        // Only where the place is this name's own: what others added to a shared one stays.
        for place in places where ends[place] == current { ends[place] = max(now, current - interval) }
    }

    /// One place in each row.
    private func places(of name: [UInt8]) -> [Int] {
        let digest = SHA256.digest(of: key + name)
        return (0..<Self.rows).map { row in
            let number = digest[(row * 8)..<(row * 8 + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return row * places + Int(number % UInt64(places))
        }
    }
}
