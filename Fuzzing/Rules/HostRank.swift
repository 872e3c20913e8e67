import Policy

/// How well a route's host fits that of a request: exact over `*.`, longer over shorter, both over none.
enum HostRank {
    /// 0 for an exact name, then less and less specific; `nil` where the host is not served.
    static func of(_ host: [UInt8], _ pattern: HostPattern?) -> Int? {
        guard let pattern else { return .max - 1 }
        // What begins with a bracket is an address, or none: nothing that a name is part of.
        guard host.first != UInt8(ascii: "[") else { return nil }
        let name = Array(host.prefix { $0 != UInt8(ascii: ":") }).lowercase
        let wanted = Array(pattern.name.utf8)
        guard pattern.isWildcard else { return name == wanted ? 0 : nil }
        let suffix = [UInt8(ascii: ".")] + wanted
        return name.count > suffix.count && name.suffix(suffix.count).elementsEqual(suffix) ? 1_000 - suffix.count : nil
    }
}
