/// Header and claims of a good token with some members changed, as bytes say: a search so changes values, and not the text
/// around them, where nearly every change only makes it no JSON.
///
/// Each change is a byte for the member and some for its new value; where the bytes end, zeros follow.
struct TokenEdits {
    /// From how many bytes on an old value is put into no list: three of it in a list of three, again and again, took seconds and
    /// hundreds of megabytes, where no token may be longer than this.
    private static let longestInList = 1_024

    private typealias Member = (name: String, json: String?)

    private var header: [Member]
    private var claims: [Member]
    private var rest: ArraySlice<UInt8>
    private let now: Int64
    private let words: [String]

    init(_ bytes: [UInt8], now: Int64, issuer: String, keyID: String) {
        header = [
            ("typ", Self.text("at+jwt")), ("alg", Self.text("ES256")), ("kid", Self.text(keyID)), ("crit", nil),
            ("b64", nil), ("jku", nil),
        ]
        claims = [
            ("iss", Self.text(issuer)), ("sub", Self.text("app_1")), ("client_id", Self.text("app_1")),
            ("aud", "[\"orders\"]"), ("scope", Self.text("orders:read orders:create")), ("iat", "\(now - 10)"),
            ("exp", "\(now + 10)"), ("nbf", nil), ("jti", Self.text("t1")), ("gen", "3"), ("cnf", nil), ("name", nil),
        ]
        words = [
            "", "at+jwt", "application/at+jwt", "AT+JWT", "JWT", "ES256", "none", "HS256", keyID, issuer, "b64",
            "app_1",
            "orders", "orders:read",
        ]
        self.now = now
        rest = bytes[...]
        while !rest.isEmpty { change() }
    }

    /// The header as JSON.
    var headerText: [UInt8] { Self.object(header) }

    /// The claims as JSON.
    var claimsText: [UInt8] { Self.object(claims) }

    private mutating func change() {
        let member = next() % (header.count + claims.count)
        if member < header.count {
            header[member].json = value(header[member].json)
        } else {
            claims[member - header.count].json = value(claims[member - header.count].json)
        }
    }

    // MARK: Values

    /// A value in place of another; `nil` to leave the member out.
    private mutating func value(_ old: String?, depth: Int = 0) -> String? {
        switch next() % 8 {
        case 0: nil
        case 1, 2: number()
        case 3: Self.text(words[next() % words.count])
        case 4: changed(old)
        case 5 where depth < 3: list(old, depth)
        case 6: ["true", "false", "null", "{}", "[]"][next() % 5]
        default: old
        }
    }

    /// A number near zero, now, or the end of 64 bits; whole, or with a fraction or an exponent.
    private mutating func number() -> String {
        let bases = [0, now, Int64.max - 127]
        let whole = bases[next() % bases.count] + Int64(Int8(truncatingIfNeeded: next()))
        return "\(whole)" + ["", ".5", ".0", "e0", "e-1", "E400", "0"][next() % 7]
    }

    /// A text with a character before its end; another value becomes a text of that character.
    private mutating func changed(_ old: String?) -> String {
        let byte = next()
        let character = "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        guard let old, old.hasPrefix("\"") else { return "\"" + character + "\"" }
        return String(old.dropLast()) + character + "\""
    }

    /// A list of up to three values, among them perhaps the old one.
    private mutating func list(_ old: String?, _ depth: Int) -> String {
        let old = old.flatMap { $0.utf8.count > Self.longestInList ? nil : $0 }
        var values: [String] = []
        for _ in 0..<(next() % 4) { values += [value(old, depth: depth + 1)].compactMap(\.self) }
        return "[" + values.joined(separator: ",") + "]"
    }

    private mutating func next() -> Int { Int(rest.popFirst() ?? 0) }

    // MARK: Text

    private static func text(_ text: String) -> String { "\"" + text + "\"" }

    private static func object(_ members: [Member]) -> [UInt8] {
        let texts = members.compactMap { member in member.json.map { text(member.name) + ":" + $0 } }
        return [UInt8]("{" + texts.joined(separator: ",") + "}")
    }
}
