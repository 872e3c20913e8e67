import HTTPCodec

/// Heads of messages by RFC 9112, over again and slowly: lists of lines, judged character by character.
///
/// Written from the RFC, not from the parser. Where the parser is laxer than it on purpose, the line says so; where the
/// parser is stricter, nothing is said here, because only what it accepts is compared.
enum MessageRules {
    /// A field line.
    struct Field: Equatable {
        let name: [UInt8]
        let value: [UInt8]
    }

    /// The lines of a head without their ends and without the empty one; `nil` where CR, LF or NUL stand anywhere else
    /// (RFC 9112 §2.2).
    static func lines(_ head: [UInt8]) -> [[UInt8]]? {
        var lines = head.parts(at: 0x0A)
        // What follows the last LF.
        guard lines.removeLast().isEmpty, lines.count >= 2, lines.allSatisfy({ $0.last == 0x0D }) else { return nil }
        lines = lines.map { Array($0.dropLast()) }
        guard lines.removeLast().isEmpty, lines.allSatisfy({ !$0.isEmpty && !$0.contains(0x0D) && !$0.contains(0) })
        else { return nil }
        return lines
    }

    /// `field-name ":" OWS field-value OWS` for each line (RFC 9112 §5).
    static func fields(_ lines: some Sequence<[UInt8]>) -> [Field]? {
        var fields: [Field] = []
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let field = Field(name: Array(line[..<colon]), value: Array(line[(colon + 1)...]).trimmed)
            // No white space before the colon (§5.1), no obs-fold (§5.2): neither is a tchar.
            guard !field.name.isEmpty, field.name.allSatisfy(\.isTokenCharacter),
                field.value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) })
            else { return nil }
            fields.append(field)
        }
        return fields
    }

    /// The values of the fields of a name, which is given in lower case.
    static func values(_ name: String, _ fields: [Field]) -> [[UInt8]] {
        fields.filter { $0.name.lowercase == Array(name.utf8) }.map(\.value)
    }

    /// 1 or 0 for `HTTP/1.1` and `HTTP/1.0` (§2.3).
    static func minorVersion(_ text: [UInt8]) -> UInt8? {
        text == [UInt8]("HTTP/1.1") ? 1 : text == [UInt8]("HTTP/1.0") ? 0 : nil
    }

    /// What the fields say of the framing (§6.1, §6.2): chunked, a length, or neither; `nil` for what must be refused.
    static func framing(_ fields: [Field], minorVersion: UInt8) -> (isChunked: Bool, length: UInt64?)? {
        let codings = values("transfer-encoding", fields)
        let lengths = values("content-length", fields)
        guard codings.count + lengths.count <= 1 else { return nil }
        if let coding = codings.first {
            return coding.lowercase == [UInt8]("chunked") && minorVersion == 1 ? (true, nil) : nil
        }
        guard let length = lengths.first else { return (false, nil) }
        // One way to write a number, so that no reader takes 010 for eight.
        guard let number = length.text.flatMap(Int64.init), number >= 0, [UInt8](String(number)) == length else {
            return nil
        }
        return (false, UInt64(number))
    }

    /// The options of all `Connection` fields, in lower case (RFC 9110 §7.6.1).
    static func connectionOptions(_ fields: [Field]) -> [[UInt8]] {
        values("connection", fields).flatMap { $0.parts(at: UInt8(ascii: ",")) }.map(\.trimmed.lowercase)
            .filter { !$0.isEmpty }
    }

    /// Whether another message may follow (RFC 9112 §9.3).
    static func isPersistent(_ fields: [Field], minorVersion: UInt8) -> Bool {
        let options = connectionOptions(fields)
        if options.contains([UInt8]("close")) { return false }
        return minorVersion == 1 || options.contains([UInt8]("keep-alive"))
    }
}
