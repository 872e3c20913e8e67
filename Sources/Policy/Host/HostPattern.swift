/// The hosts that a route serves: one by its name, or with `*.` every one below a name.
///
/// Ports do not count, and neither does case (RFC 9110 §4.2.3).
package struct HostPattern: Hashable, Sendable, CustomStringConvertible {
    /// Whether it stands for the hosts with one or more labels before ``name``, and not for ``name`` itself.
    package let isWildcard: Bool
    /// The name, or an IPv4 address, in lower case and without `*.`.
    package let name: String

    /// A pattern from its written form: `api.example.com` or `*.example.com`.
    package init(_ text: String) throws(HostPatternError) {
        guard text != "*" else { throw .everyHost }
        guard !text.utf8.contains(UInt8(ascii: "/")) else { throw .form }
        isWildcard = text.hasPrefix("*.")
        let rest = isWildcard ? text.dropFirst(2) : text[...]
        guard !rest.utf8.contains(UInt8(ascii: "*")) else { throw .wildcard }
        guard !rest.utf8.contains(UInt8(ascii: ":")) else { throw rest.hasPrefix("[") ? .address : .port }
        guard rest.utf8.last != UInt8(ascii: ".") else { throw .trailingDot }
        guard rest.utf8.allSatisfy({ $0 < 0x80 }) else { throw .notASCII }
        guard Self.isName(rest.utf8) || (!isWildcard && Self.isAddress(rest.utf8)) else { throw .form }
        name = rest.lowercased()
    }

    /// A pattern of parts that are known to be well-formed.
    init(name: String, isWildcard: Bool) {
        self.name = name
        self.isWildcard = isWildcard
    }

    /// As it is matched: `api.example.com` or `*.example.com`.
    package var description: String { isWildcard ? "*." + name : name }

    /// Labels of letters, digits, `-` and `_`, the last not a number: some readers take `127.1` for an address.
    private static func isName(_ text: Substring.UTF8View) -> Bool {
        let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.count <= 253, let last = labels.last?.first, !isDigit(last) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy(isLabelByte)
        }
    }

    /// Four decimal numbers up to 255, without leading zeros.
    private static func isAddress(_ text: Substring.UTF8View) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy(isDigit)
                    && (part.count == 1 || part.first != UInt8(ascii: "0"))
                    && UInt8(String(decoding: part, as: UTF8.self)) != nil
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
