import HTTPCodec

/// A response head by RFC 9112 §4 and §6.3, over again and slowly.
enum ResponseRules {
    /// What a head says as the answer to a request.
    static func read(_ head: [UInt8], toHEAD: Bool) -> ResponseReading? {
        guard let lines = MessageRules.lines(head), let fields = MessageRules.fields(lines.dropFirst()),
            let minor = MessageRules.minorVersion(Array(lines[0].prefix(8))),
            let framing = MessageRules.framing(fields, minorVersion: minor)
        else { return nil }
        // `HTTP-version SP status-code SP [ reason-phrase ]`; many services leave the second SP out with the phrase.
        let rest = lines[0].dropFirst(8)
        let digits = rest.dropFirst().prefix(3)
        let phrase = rest.dropFirst(4)
        guard rest.first == 0x20, digits.count == 3, digits.allSatisfy(\.isDigit), phrase.first ?? 0x20 == 0x20,
            let status = Int(String(decoding: digits, as: UTF8.self)), (100...599).contains(status),
            phrase.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) })
        else { return nil }
        let isEmpty = toHEAD || status < 200 || status == 204 || status == 304
        let content: ContentFraming =
            isEmpty || framing.length == 0
            ? .none : framing.isChunked ? .chunked : framing.length.map { .length($0) } ?? .untilClose
        return ResponseReading(
            status: status, phrase: Array(phrase.dropFirst()), minorVersion: minor, contentLength: framing.length,
            framing: content, hasDate: !MessageRules.values("date", fields).isEmpty,
            isPersistent: content != .untilClose && MessageRules.isPersistent(fields, minorVersion: minor),
            fields: fields)
    }
}
