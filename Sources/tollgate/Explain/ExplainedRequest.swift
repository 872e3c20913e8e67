/// The request that is asked about, as a client would send it.
struct ExplainedRequest {
    let method: String
    let target: String
    let host: String
    /// The head, its empty line included.
    let head: [UInt8]

    /// - Throws: ``CommandFailure`` where an argument would end its line: that is another request.
    init(method: String, target: String, host: String, token: String?) throws(CommandFailure) {
        for (text, name) in [(method, "METHOD"), (target, "PATH"), (host, "--host"), (token ?? "", "the token")]
        where text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw CommandFailure("\(name) holds a control character; leave it out")
        }
        self.method = method
        self.target = target
        self.host = host
        var lines = ["\(method) \(target) HTTP/1.1", "Host: \(host)"]
        if let token { lines.append("Authorization: Bearer \(token)") }
        head = lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] } + [0x0D, 0x0A]
    }

    /// Host and port of a URL.
    static func host(of url: String) -> String {
        String(url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" })
    }
}
