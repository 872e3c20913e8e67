import Registry

/// `host:port` with the host as an IP address, in brackets where it is of version 6, or as a name.
package struct HostAndPort: Hashable, Sendable, CustomStringConvertible {
    /// The address without brackets, or the name in lower case.
    package let host: String
    /// The port.
    package let port: UInt16
    /// The address, where the host is one; `nil` where it is a name that must be resolved.
    package let address: IPAddress?

    /// `nil` where the text has no such form. Without `defaultPort` the port must be there.
    init?(_ text: String, defaultPort: UInt16? = nil) {
        var host = text
        var portText: String?
        let end = text.hasPrefix("[") ? text.firstIndex(of: "]").map(text.index(after:)) : text.firstIndex(of: ":")
        if let end, end < text.endIndex {
            guard text[end] == ":" else { return nil }
            host = String(text[..<end])
            portText = String(text[text.index(after: end)...])
        }
        guard let port = portText.map(Self.port) ?? defaultPort else { return nil }
        self.port = port
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"), let six = IPAddress(String(host.dropFirst().dropLast())), six.isVersion6 else {
                return nil
            }
            self.host = String(host.dropFirst().dropLast())
            address = six
        } else {
            address = IPAddress(host)
            guard address != nil || Self.isName(host) else { return nil }
            self.host = host.lowercased()
        }
    }

    /// `127.0.0.1:8080`, `[::1]:8080`, `payments.internal:80`.
    package var description: String { bracketed + ":\(port)" }

    /// The host alone, in brackets where it is an address of version 6.
    package var bracketed: String { address?.isVersion6 == true ? "[\(host)]" : host }

    private static func port(_ text: String) -> UInt16? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != 0x30
        else { return nil }
        return UInt16(text)
    }

    /// Labels of letters, digits, `-` and `_`, the last not a number: `127.1` and `0x7f.1` are addresses to some
    /// resolvers and names to others.
    private static func isName(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, let last = labels.last?.first, !(0x30...0x39).contains(last) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { Scope.isNameByte($0) && $0 != UInt8(ascii: ".") }
        }
    }
}
