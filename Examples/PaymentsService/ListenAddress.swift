import HTTPServer

/// An address and port as the command line has them: `127.0.0.1:9001` or `[::1]:9001`.
enum ListenAddress {
    /// `nil` for everything but literals: a name can have several addresses, and one that was not meant would be served.
    static func parse(_ text: String) -> SocketAddress? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        let host = text[..<colon]
        guard host.contains(":") else { return SocketAddress(host: String(host), port: port) }
        guard host.hasPrefix("["), host.hasSuffix("]") else { return nil }
        return SocketAddress(host: String(host.dropFirst().dropLast()), port: port)
    }
}
