/// One line of the route table as it is declared: a method, hosts and a path pattern.
package struct RouteEntry: Hashable, Sendable {
    /// The method, an RFC 9110 §5.6.2 token without lower-case letters.
    package let method: String
    /// The hosts; `nil` for every one.
    package let host: HostPattern?
    /// The path pattern.
    package let pattern: PathPattern
    /// What makes the check of its paths less strict.
    package let options: RouteOptions

    package init(method: String, host: HostPattern? = nil, pattern: PathPattern, options: RouteOptions = []) {
        self.method = method
        self.host = host
        self.pattern = pattern
        self.options = options
    }

    /// The entry in logs and messages: `GET /transactions/{id}`, `GET api.example.com/transactions/{id}`.
    package var label: String { method + " " + (host?.description ?? "") + pattern.description }

    /// Whether a route can have this method: a token (RFC 9110 §5.6.2) without lower-case letters.
    ///
    /// Not `CONNECT`, whose target is no path (§9.3.6).
    package static func isMethod(_ text: String) -> Bool {
        !text.isEmpty && text != "CONNECT"
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
                    UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}
