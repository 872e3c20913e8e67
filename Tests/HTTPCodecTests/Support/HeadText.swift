import HTTPCodec

/// Heads as text, taken from the ranges they hold.
enum HeadText {
    static func of(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> [String] {
        var lines = [
            "method=\(head.method)",
            "methodName=" + Latin1.text(head.methodName.of(bytes)),
            "target=" + Latin1.text(head.target.of(bytes)),
            "path=" + Latin1.text(head.path.of(bytes)),
            "host=" + Latin1.text(head.host.of(bytes)),
            "version=1.\(head.minorVersion)",
            "connection=\(head.connection.rawValue)",
            "continue=\(head.expectsContinue)",
            "framing=\(head.framing)",
            "persistent=\(head.isPersistent)",
            "bytes=\(head.byteCount)",
        ]
        if let query = head.query { lines.append("query=" + Latin1.text(query.of(bytes))) }
        if let value = head.authorization { lines.append("authorization=" + Latin1.text(value.of(bytes))) }
        return lines
    }

    static func of(_ head: borrowing ResponseHead, _ bytes: Span<UInt8>) -> [String] {
        let length = head.contentLength.map { String($0) } ?? "none"
        return [
            "status=\(head.status)",
            "phrase=" + Latin1.text(head.reasonPhrase.of(bytes)),
            "version=1.\(head.minorVersion)",
            "connection=\(head.connection.rawValue)",
            "length=" + length,
            "framing=\(head.framing)",
            "date=\(head.hasDate)",
            "interim=\(head.isInterim)",
            "persistent=\(head.isPersistent)",
            "bytes=\(head.byteCount)",
        ]
    }

    static func of(_ fields: borrowing FieldSection, _ bytes: Span<UInt8>) -> [String] {
        var lines: [String] = []
        for line in fields.lines {
            lines.append("\(Latin1.text(line.name.of(bytes))): \(Latin1.text(line.value.of(bytes)))")
        }
        return lines
    }
}
