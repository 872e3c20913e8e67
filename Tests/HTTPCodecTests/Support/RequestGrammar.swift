import Glibc

/// A second, slow and simple reader of request heads, written from the grammar and not from the parser.
///
/// It works on whole arrays and sets of characters. Where the project is stricter or laxer than the grammar on
/// purpose, the line says so.
enum RequestGrammar {
    enum Verdict: Equatable {
        case incomplete
        case refused
        /// Method, target, version, and the fields as `name: value`.
        case accepted([String])
    }

    private static let digit = Set("0123456789".utf8)
    private static let hexadecimal = Set("0123456789abcdefABCDEF".utf8)
    private static let alpha = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    private static let token = alpha.union(digit).union("!#$%&'*+-.^_`|~".utf8)
    private static let registeredName = alpha.union(digit).union("-._~!$&'()*+,;=".utf8)
    private static let pathAndQuery = registeredName.union(":@/?".utf8)
    /// Not allowed by RFC 3986, but let through here: the rules for paths come after the parser.
    private static let laxTarget = Set("\"<>[\\]^`{|}%".utf8)

    static func judge(_ message: [UInt8]) -> Verdict {
        let end = headEnd(message)
        guard linesAreSound(message, upTo: end ?? message.count) else { return .refused }
        guard let end else { return .incomplete }
        var lines = split(Array(message[..<(end - 4)]), at: [0x0D, 0x0A])
        let parts = split(lines.removeFirst(), at: [0x20])
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(token.contains),
            let minor = minorVersion(parts[2])
        else { return .refused }
        var fields: [(name: [UInt8], value: [UInt8])] = []
        for line in lines {
            guard let field = field(line) else { return .refused }
            fields.append(field)
        }
        guard targetIsSound(parts[1], method: parts[0]), framingIsSound(fields, minor: minor),
            hostIsSound(fields, authority: authority(parts[1]), minor: minor),
            values(of: "authorization", in: fields).count <= 1,
            values(of: "expect", in: fields).allSatisfy({ lowercase($0) == Array("100-continue".utf8) })
        else { return .refused }
        return .accepted(
            parts.map(Latin1.text) + fields.map { "\(Latin1.text($0.name)): \(Latin1.text($0.value))" })
    }

    // MARK: Lines

    private static func headEnd(_ message: [UInt8]) -> Int? {
        guard message.count >= 4 else { return nil }
        for end in 4...message.count where message[end - 1] == 0x0A && message[end - 2] == 0x0D {
            if message[end - 3] == 0x0A && message[end - 4] == 0x0D { return end }
        }
        return nil
    }

    /// Every CR is followed by LF, every LF follows CR, and there is no NUL (RFC 9112 §2.2, RFC 9110 §5.5).
    private static func linesAreSound(_ message: [UInt8], upTo end: Int) -> Bool {
        for index in 0..<end {
            let next = index + 1 < message.count ? message[index + 1] : 0x0A
            if message[index] == 0x0D, next != 0x0A { return false }
            if message[index] == 0x0A, index == 0 || message[index - 1] != 0x0D { return false }
            if message[index] == 0 { return false }
        }
        return true
    }

    private static func split(_ bytes: [UInt8], at separator: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index] == separator[0], bytes[index...].starts(with: separator) {
                parts.append([])
                index += separator.count
            } else {
                parts[parts.count - 1].append(bytes[index])
                index += 1
            }
        }
        return parts
    }

    /// RFC 9112 §5: `field-name ":" OWS field-value OWS`.
    private static func field(_ line: [UInt8]) -> (name: [UInt8], value: [UInt8])? {
        guard let colon = line.firstIndex(of: 0x3A) else { return nil }
        let name = Array(line[..<colon])
        guard !name.isEmpty, name.allSatisfy(token.contains) else { return nil }
        var value = line[(colon + 1)...]
        while let first = value.first, first == 0x20 || first == 0x09 { value = value.dropFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value = value.dropLast() }
        let isVisible = { (byte: UInt8) in (0x21...0x7E).contains(byte) || byte >= 0x80 || byte == 0x20 || byte == 0x09
        }
        return value.allSatisfy(isVisible) ? (name, Array(value)) : nil
    }

    // MARK: The start line

    private static func minorVersion(_ text: [UInt8]) -> UInt8? {
        switch Latin1.text(text) {
        case "HTTP/1.0": 0
        case "HTTP/1.1": 1
        default: nil
        }
    }

    private static func targetIsSound(_ target: [UInt8], method: [UInt8]) -> Bool {
        guard !target.isEmpty, Latin1.text(method) != "CONNECT" else { return false }
        guard target.allSatisfy({ pathAndQuery.contains($0) || laxTarget.contains($0) }) else { return false }
        if target[0] == 0x2F { return true }
        if Latin1.text(target) == "*" { return Latin1.text(method) == "OPTIONS" }
        return authority(target)?.isEmpty == false
    }

    /// The authority of an absolute-form target (RFC 9112 §3.2.2).
    private static func authority(_ target: [UInt8]) -> [UInt8]? {
        for scheme in ["http://", "https://"] where lowercase(Array(target.prefix(scheme.count))) == Array(scheme.utf8)
        {
            return Array(target.dropFirst(scheme.count).prefix { $0 != 0x2F && $0 != 0x3F })
        }
        return nil
    }

    // MARK: Fields

    private static func values(of name: String, in fields: [(name: [UInt8], value: [UInt8])]) -> [[UInt8]] {
        fields.filter { lowercase($0.name) == Array(name.utf8) }.map(\.value)
    }

    private static func lowercase(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    }

    /// RFC 9112 §6; stricter than it in that a length is never repeated and begins with no zero.
    private static func framingIsSound(_ fields: [(name: [UInt8], value: [UInt8])], minor: UInt8) -> Bool {
        let lengths = values(of: "content-length", in: fields)
        let codings = values(of: "transfer-encoding", in: fields)
        guard lengths.count + codings.count <= 1 else { return false }
        if let coding = codings.first { return minor == 1 && lowercase(coding) == Array("chunked".utf8) }
        guard let length = lengths.first else { return true }
        return Int64(Latin1.text(length)).map { String($0) == Latin1.text(length) && $0 >= 0 } ?? false
    }

    /// RFC 9112 §3.2.
    private static func hostIsSound(
        _ fields: [(name: [UInt8], value: [UInt8])], authority: [UInt8]?, minor: UInt8
    ) -> Bool {
        let hosts = values(of: "host", in: fields)
        guard hosts.count <= 1 else { return false }
        guard let host = hosts.first else { return minor == 0 && authority.map(isHost) ?? true }
        guard isHost(host) || (minor == 0 && host.isEmpty) else { return false }
        return authority.map { lowercase($0) == lowercase(host) } ?? true
    }

    /// RFC 3986 §3.2.2 and §3.2.3; the C library judges the IPv6 address. A port has at most five digits here.
    static func isHost(_ value: [UInt8]) -> Bool {
        if value.first == 0x5B {
            guard let close = value.firstIndex(of: 0x5D) else { return false }
            return isIPv6(Latin1.text(value[1..<close])) && isPort(Array(value[(close + 1)...]))
        }
        let name = Array(value.prefix { $0 != 0x3A })
        guard !name.isEmpty, isPort(Array(value.dropFirst(name.count))) else { return false }
        let pieces = split(name, at: [0x25])
        return pieces[0].allSatisfy(registeredName.contains)
            && pieces.dropFirst().allSatisfy { piece in
                piece.count >= 2 && piece.prefix(2).allSatisfy(hexadecimal.contains)
                    && piece.dropFirst(2).allSatisfy(registeredName.contains)
            }
    }

    private static func isPort(_ text: [UInt8]) -> Bool {
        text.isEmpty || (text[0] == 0x3A && text.count <= 6 && text.dropFirst().allSatisfy(digit.contains))
    }

    private static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &address) == 1 && !text.utf8.contains(0)
    }
}
