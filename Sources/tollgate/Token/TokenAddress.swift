import Configuration

/// The token endpoint's address, from that of the gateway.
struct TokenAddress: Hashable {
    /// The whole URL.
    let url: String

    /// - Throws: ``CommandFailure`` where the text is no URL of a gateway, or the secret would cross a network unencrypted.
    init(_ gateway: String, allowsPlaintext: Bool) throws(CommandFailure) {
        let shown = "--url \"\(Plain.text(gateway))\""
        let isSecure = gateway.hasPrefix("https://")
        guard isSecure || gateway.hasPrefix("http://") else {
            throw CommandFailure("\(shown): write http:// or https:// and the gateway's host and port")
        }
        let rest = gateway.dropFirst(isSecure ? 8 : 7)
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        // One host and port and nothing else: what libcurl would understand differently than we do is not passed on.
        guard !authority.isEmpty, authority.utf8.allSatisfy(Self.isAuthorityByte) else {
            throw CommandFailure("\(shown): write only the gateway's host and port, without a path or credentials")
        }
        guard isSecure || allowsPlaintext || Self.isLoopback(String(authority)) else {
            throw CommandFailure(
                "\(shown): the secret would cross the network unencrypted; use https://, or --plaintext where that is meant"
            )
        }
        url = (isSecure ? "https://" : "http://") + authority + "/oauth/token"
    }

    private static func isAuthorityByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }

    private static func isLoopback(_ authority: String) -> Bool {
        let host: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[..<end].dropFirst()
        } else {
            host = authority.prefix { $0 != ":" }
        }
        return host.lowercased() == "localhost" || IPAddress(String(host))?.isLoopback == true
    }
}
