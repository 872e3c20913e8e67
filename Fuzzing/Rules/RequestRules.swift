import Glibc
import HTTPCodec

/// A request head by RFC 9112 §3, over again and slowly.
enum RequestRules {
    /// What a head says.
    static func read(_ head: [UInt8]) -> RequestReading? {
        guard let lines = MessageRules.lines(head), let fields = MessageRules.fields(lines.dropFirst()) else {
            return nil
        }
        let parts = lines[0].parts(at: 0x20)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(\.isTokenCharacter),
            parts[0] != [UInt8]("CONNECT"), let minor = MessageRules.minorVersion(parts[2]),
            let target = target(parts[1], method: parts[0]),
            let framing = MessageRules.framing(fields, minorVersion: minor),
            let host = host(fields, authority: target.authority, minorVersion: minor)
        else { return nil }
        let expectations = MessageRules.values("expect", fields)
        let credentials = MessageRules.values("authorization", fields)
        // Of `Expect` there is one value (RFC 9110 §10.1.1); two credentials could be those of two clients.
        guard credentials.count <= 1, expectations.count <= 1,
            expectations.allSatisfy({ $0.lowercase == [UInt8]("100-continue") })
        else { return nil }
        return RequestReading(
            method: parts[0], target: parts[1], path: target.path, query: target.query, host: host,
            minorVersion: minor, expectsContinue: minor == 1 && !expectations.isEmpty, authorization: credentials.first,
            framing: framing.isChunked ? .chunked : framing.length.map { .length($0) } ?? .none,
            isPersistent: MessageRules.isPersistent(fields, minorVersion: minor), fields: fields)
    }

    /// The parts of a target (§3.2). Laxer than RFC 3986: any visible character but `#`; the rules of paths come later.
    private static func target(
        _ target: [UInt8], method: [UInt8]
    ) -> (authority: [UInt8]?, path: [UInt8], query: [UInt8]?)? {
        guard !target.isEmpty, target.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            return nil
        }
        if target == [UInt8]("*") { return method == [UInt8]("OPTIONS") ? (nil, target, nil) : nil }
        var authority: [UInt8]?
        var rest = target
        if target[0] != UInt8(ascii: "/") {
            let schemes = [[UInt8]("http://"), [UInt8]("https://")]
            guard let scheme = schemes.first(where: { Array(target.prefix($0.count)).lowercase == $0 }) else {
                return nil
            }
            let name = target.dropFirst(scheme.count).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            guard !name.isEmpty else { return nil }
            authority = Array(name)
            rest = Array(target.dropFirst(scheme.count + name.count))
        }
        let path = Array(rest.prefix { $0 != UInt8(ascii: "?") })
        let query = path.count < rest.count ? Array(rest.dropFirst(path.count + 1)) : nil
        // An empty path means "/" (RFC 9110 §4.2.3).
        return (authority, path.isEmpty ? [UInt8]("/") : path, query)
    }

    /// The one host of a request (§3.2): that of an absolute target must be the same.
    private static func host(_ fields: [MessageRules.Field], authority: [UInt8]?, minorVersion: UInt8) -> [UInt8]? {
        let hosts = MessageRules.values("host", fields)
        guard hosts.count <= 1, hosts.count == 1 || minorVersion == 0 else { return nil }
        let host = hosts.first ?? authority ?? []
        guard isHost(host) || (host.isEmpty && minorVersion == 0) else { return nil }
        guard authority == nil || authority?.lowercase == host.lowercase else { return nil }
        return host
    }

    /// `uri-host [ ":" port ]` (RFC 3986 §3.2.2, §3.2.3). The C library judges IPv6.
    static func isHost(_ value: [UInt8]) -> Bool {
        if value.first == UInt8(ascii: "[") {
            guard let close = value.firstIndex(of: UInt8(ascii: "]")) else { return false }
            return isIPv6(Array(value[1..<close])) && isPort(value[(close + 1)...])
        }
        let name = value.prefix { $0 != UInt8(ascii: ":") }
        guard !name.isEmpty, isPort(value[name.endIndex...]) else { return false }
        return PercentRules.decode(Array(name)) != nil
            && name.allSatisfy { $0.isUnreserved || "!$&'()*+,;=%".utf8.contains($0) }
    }

    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        text.isEmpty || (text.first == UInt8(ascii: ":") && text.dropFirst().allSatisfy(\.isDigit))
    }

    private static func isIPv6(_ text: [UInt8]) -> Bool {
        guard let text = text.text, !text.utf8.contains(0) else { return false }
        var address = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &address) == 1
    }
}
