/// The hosts that routes name, ready to be looked up: flat arrays, immutable.
///
/// A lookup reads the request's host once, from its end, and finds the most specific pattern: the exact name, else the
/// longest `*.` suffix. From there ``next(_:)`` leads to the less specific patterns that match too.
struct HostTable: ~Copyable, Sendable {
    /// One pattern. `-1` stands for none.
    struct Host {
        let start: Int32
        let end: Int32
        let hash: UInt64
        let isWildcard: Bool
        /// The root of its paths in the route table.
        let root: Int32
        /// The next less specific pattern that matches the same hosts.
        var next: Int32 = -1

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// What a lookup comes to.
    enum Found {
        /// The most specific pattern; -1 where none matches.
        case host(Int)
        case refused(HostRefusal)
    }

    private let hosts: [Host]
    /// Open addressing over the hash, less than half full: one place for each pattern, or -1.
    private let slots: [Int32]
    private let text: [UInt8]

    init(_ roots: [(host: HostPattern, root: Int)]) {
        var hosts: [Host] = []
        var text: [UInt8] = []
        var wildcards: [String: Int] = [:]
        for (index, root) in roots.enumerated() where root.host.isWildcard { wildcards[root.host.name] = index }
        for (pattern, root) in roots {
            let start = text.count
            text += pattern.name.utf8
            var hash = Self.seed
            for byte in pattern.name.utf8.reversed() { hash = Self.hash(hash, byte) }
            hosts.append(
                Host(
                    start: Int32(start), end: Int32(text.count), hash: hash, isWildcard: pattern.isWildcard,
                    root: Int32(root),
                    next: pattern.widerNames.lazy.compactMap { wildcards[$0] }.first.map(Int32.init) ?? -1))
        }
        var size = 2
        while size < hosts.count * 2 + 2 { size *= 2 }
        var slots: [Int32] = Array(repeating: -1, count: size)
        for (index, host) in hosts.enumerated() {
            var slot = Self.slot(host.hash, isWildcard: host.isWildcard, size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(index)
        }
        self.hosts = hosts
        self.slots = slots
        self.text = text
    }

    /// Whether no route names a host.
    var isEmpty: Bool { hosts.isEmpty }

    /// The root of a pattern's paths.
    func root(_ host: Int) -> Int { Int(hosts.span[host].root) }

    /// The next less specific pattern, or -1.
    func next(_ host: Int) -> Int { Int(hosts.span[host].next) }

    /// A pattern as it is matched.
    func pattern(_ host: Int) -> HostPattern {
        HostPattern(
            name: String(decoding: text[hosts[host].range], as: UTF8.self), isWildcard: hosts[host].isWildcard)
    }

    /// The most specific pattern for the host of a request, which may have a port behind it, or be empty.
    func find(_ host: Span<UInt8>) -> Found {
        // An IPv6 address: no route can name one.
        if host.isEmpty || host[0] == UInt8(ascii: "[") { return .host(-1) }
        var end = 0
        while end < host.count, host[end] != UInt8(ascii: ":") { end += 1 }
        var found = -1
        var hash = Self.seed
        var isLabelEmpty = true
        var index = end
        while index > 0 {
            index -= 1
            let byte = host[index]
            if byte == UInt8(ascii: "%") { return .refused(.encoded) }
            if byte == UInt8(ascii: ".") {
                if isLabelEmpty { return .refused(.emptyLabel) }
                isLabelEmpty = true
                let wildcard = find(host, index + 1..<end, hash, isWildcard: true)
                if wildcard >= 0 { found = wildcard }
            } else {
                isLabelEmpty = false
            }
            hash = Self.hash(hash, byte)
        }
        if isLabelEmpty { return .refused(.emptyLabel) }
        let exact = find(host, 0..<end, hash, isWildcard: false)
        return .host(exact >= 0 ? exact : found)
    }

    private func find(_ host: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64, isWildcard: Bool) -> Int {
        let mask = slots.count - 1
        var slot = Self.slot(hash, isWildcard: isWildcard, mask)
        while true {
            let index = Int(slots.span[slot])
            guard index >= 0 else { return -1 }
            let candidate = hosts.span[index]
            if candidate.hash == hash, candidate.isWildcard == isWildcard, isName(candidate.range, host, range) {
                return index
            }
            slot = (slot + 1) & mask
        }
    }

    private func isName(_ name: Range<Int>, _ host: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard name.count == range.count else { return false }
        for offset in 0..<name.count
        where text.span[name.lowerBound + offset] != Self.lowercase(host[range.lowerBound + offset]) {
            return false
        }
        return true
    }

    // FNV-1a from the last byte to the first, so that each suffix's hash is met on the way. Only names of the
    // configuration are stored under it: a caller cannot fill a place.
    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(lowercase(byte))) &* 0x100_0000_01b3
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    private static func slot(_ hash: UInt64, isWildcard: Bool, _ mask: Int) -> Int {
        let mixed = (isWildcard ? ~hash : hash) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 32) & mask
    }
}

extension HostPattern {
    /// The names of the `*.` patterns that match every host that this one stands for, the longest first.
    var widerNames: [String] {
        let labels = name.split(separator: ".")
        return (1..<max(1, labels.count)).map { labels[$0...].joined(separator: ".") }
    }
}
