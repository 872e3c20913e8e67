/// JSON by RFC 8259, over again and slowly, with what the gateway asks for beyond it: UTF-8 without a byte order mark, no two
/// members of one name, no half surrogates.
struct JSONRules {
    /// A value, texts as their bytes.
    indirect enum Value: Equatable {
        case null, yes, no
        case number([UInt8])
        case text([UInt8])
        case list([Value])
        case object([Member])

        /// The value of a member of an object.
        subscript(name: String) -> Value? {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.name == Array(name.utf8) }?.value
        }

        /// What is between the quotation marks, as text.
        var string: String? {
            guard case .text(let bytes) = self else { return nil }
            return bytes.text
        }
    }

    struct Member: Equatable {
        let name: [UInt8]
        let value: Value
    }

    /// Ends reading: the text is refused.
    private struct Refusal: Error {}

    private var rest: ArraySlice<UInt8>
    private let depth: Int

    /// The one value of a text; `nil` where it must be refused.
    static func read(_ text: [UInt8], depth: Int) -> Value? {
        guard text.text != nil, !text.starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
        var rules = JSONRules(rest: text[...], depth: depth)
        guard let value = try? rules.element(0), rules.rest.isEmpty else { return nil }
        return value
    }

    /// `ws value ws` (§2).
    private mutating func element(_ level: Int) throws -> Value {
        skipSpace()
        let value = try value(level)
        skipSpace()
        return value
    }

    private mutating func value(_ level: Int) throws -> Value {
        switch rest.first {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "["): return .list(try entries("[", "]", level) { try $0.element(level + 1) })
        case UInt8(ascii: "{"):
            let members = try entries("{", "}", level) { try $0.member(level + 1) }
            guard Set(members.map(\.name)).count == members.count else { throw Refusal() }
            return .object(members)
        default: break
        }
        let word = Array(rest.prefix { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) })
        rest = rest.dropFirst(word.count)
        switch String(decoding: word, as: UTF8.self) {
        case "null": return .null
        case "true": return .yes
        case "false": return .no
        default:
            guard Self.isNumber(word) else { throw Refusal() }
            return .number(word)
        }
    }

    private mutating func member(_ level: Int) throws -> Member {
        skipSpace()
        let name = try string()
        skipSpace()
        try take(":")
        return Member(name: name, value: try element(level))
    }

    /// What stands between brackets, with commas between two (§4, §5).
    private mutating func entries<Entry>(
        _ open: Character, _ close: Character, _ level: Int, _ entry: (inout JSONRules) throws -> Entry
    ) throws -> [Entry] {
        guard level < depth else { throw Refusal() }
        try take(open)
        skipSpace()
        var entries: [Entry] = []
        if rest.first != close.asciiValue {
            entries.append(try entry(&self))
            while rest.first == UInt8(ascii: ",") {
                try take(",")
                entries.append(try entry(&self))
            }
        }
        try take(close)
        return entries
    }

    /// A string (§7), its escapes resolved by way of UTF-16.
    private mutating func string() throws -> [UInt8] {
        try take("\"")
        var bytes: [UInt8] = []
        var units: [UInt16] = []
        while let byte = rest.popFirst() {
            guard byte >= 0x20 else { throw Refusal() }
            if byte == UInt8(ascii: "\"") { return bytes + (try Self.bytes(&units)) }
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "u") {
                rest = rest.dropFirst()
                units.append(try unit())
                continue
            }
            bytes += try Self.bytes(&units)
            bytes.append(byte == UInt8(ascii: "\\") ? try escape() : byte)
        }
        throw Refusal()
    }

    private mutating func unit() throws -> UInt16 {
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.hexadecimalValue != nil }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Refusal() }
        rest = rest.dropFirst(4)
        return unit
    }

    private mutating func escape() throws -> UInt8 {
        let escapes: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        guard let byte = rest.popFirst().flatMap({ escapes[$0] }) else { throw Refusal() }
        return byte
    }

    /// The bytes of a run of `\u` escapes; refused where a half of a pair stands alone.
    private static func bytes(_ units: inout [UInt16]) throws -> [UInt8] {
        defer { units = [] }
        guard let text = String(validating: units, as: UTF16.self) else { throw Refusal() }
        return Array(text.utf8)
    }

    /// `[ minus ] int [ frac ] [ exp ]` (§6).
    private static func isNumber(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: \.isDigit)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: \.isDigit)
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let letter = rest.popFirst() else { return true }
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return false }
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(\.isDigit)
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } }

    private mutating func take(_ character: Character) throws {
        guard let byte = rest.popFirst(), byte == character.asciiValue else { throw Refusal() }
    }
}
