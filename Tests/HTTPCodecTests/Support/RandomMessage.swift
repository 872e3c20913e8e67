import HTTPCodec

/// A valid message made of random parts.
struct RandomMessage: Sendable {
    /// The head with random white space around its values.
    var head: String
    /// The head with exactly one space before each value.
    var canonicalHead: String
    var content: [UInt8] = []
    /// The whole message, its content coded as the head says.
    var bytes: [UInt8] = []

    static func request(using random: inout SeededGenerator) -> RandomMessage {
        let method = ["GET", "POST", "PUT", "DELETE", "PROPFIND", "x!"].randomElement(using: &random) ?? "GET"
        let target = ["/", "/a/b?c=d", "http://h.example:80/x?", "/%20;a=b", "https://h.example:80"]
        let line = "\(method) \(target.randomElement(using: &random) ?? "/") HTTP/1.1\r\n"
        return message(line, [("Host", "h.example:80")], using: &random)
    }

    static func response(using random: inout SeededGenerator) -> RandomMessage {
        let status = [200, 201, 400, 404, 503].randomElement(using: &random) ?? 200
        return message("HTTP/1.1 \(status) \(StatusPhrase.of(status))\r\n", [("Date", "now")], using: &random)
    }

    private static func message(
        _ line: String, _ fields: [(String, String)], using random: inout SeededGenerator
    ) -> RandomMessage {
        var fields = fields
        let content = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
            UInt8.random(in: .min ... .max, using: &random)
        }
        let isChunked = Bool.random(using: &random)
        fields.append(isChunked ? ("Transfer-Encoding", "chunked") : ("Content-Length", "\(content.count)"))
        for _ in 0..<Int.random(in: 0..<4, using: &random) { fields.append(field(using: &random)) }
        fields.shuffle(using: &random)
        var message = RandomMessage(head: line, canonicalHead: line, content: content)
        for (name, value) in fields {
            message.canonicalHead += "\(name): \(value)\r\n"
            message.head += "\(name):\(space(using: &random))\(value)\(space(using: &random))\r\n"
        }
        message.head += "\r\n"
        message.canonicalHead += "\r\n"
        let coded = isChunked ? chunks(content, using: &random) : content
        message.bytes = Latin1.bytes(message.head) + coded
        return message
    }

    private static func field(using random: inout SeededGenerator) -> (String, String) {
        let token = Array("!#$%&'*+-.^_`|~09AZaz")
        let name =
            "Q"
            + String(
                (0..<Int.random(in: 0..<9, using: &random)).map { _ in token.randomElement(using: &random) ?? "a" })
        let value = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
            [0x21...0x7E, 0x80...0xFF].randomElement(using: &random)?.randomElement(using: &random) ?? 0x61
        }
        return (name, Latin1.text(value.map { UInt8($0) }))
    }

    private static func space(using random: inout SeededGenerator) -> String {
        ["", " ", "\t", " \t "].randomElement(using: &random) ?? " "
    }

    private static func chunks(_ content: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var buffer = ByteBuffer()
        var rest = content[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...20, using: &random))
            buffer.appendChunk(piece.span)
            rest = rest.dropFirst(piece.count)
        }
        buffer.appendLastChunk()
        return Latin1.array(buffer.bytes)
    }
}
