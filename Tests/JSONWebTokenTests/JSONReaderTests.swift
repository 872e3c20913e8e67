import Testing

@testable import JSONWebToken

/// What the reader makes of a text.
func parse(_ bytes: [UInt8], depth: Int = 16) -> Result<JSONNode, JSONError> {
    do throws(JSONError) {
        return .success(try JSONReader.parse(bytes.span, depth: depth))
    } catch {
        return .failure(error)
    }
}

func parse(_ text: String, depth: Int = 16) -> Result<JSONNode, JSONError> {
    parse(Array(text.utf8), depth: depth)
}

private func value(_ text: String) throws -> JSONValue { try parse(text).get().value }

@Suite struct JSONReaderTests {
    @Test func `every kind of value is read, with the place where it stands`() throws {
        let node = try parse(#" {"a": [null, true, false, -12, "x"]}"#).get()
        #expect(node.offset == 1)
        guard case .object(let members) = node.value, let member = members.first else {
            Issue.record("not an object")
            return
        }
        #expect(members.count == 1)
        #expect(member.name == "a")
        #expect(member.nameOffset == 2)
        #expect(member.node.offset == 7)
        guard case .array(let elements) = member.node.value else {
            Issue.record("not a list")
            return
        }
        #expect(elements.map(\.offset) == [8, 14, 20, 27, 32])
        #expect(
            elements.map(\.value) == [
                .null, .bool(true), .bool(false), .number(JSONNumber(checked: "-12")), .string("x"),
            ]
        )
    }

    /// A faulty text, its fault and place, and the text repaired.
    static let faults: [(text: String, offset: Int, fault: JSONFault, repaired: String)] = [
        ("", 0, .empty, "0"),
        (" \n", 2, .empty, " \n0"),
        ("\u{FEFF}{}", 0, .byteOrderMark, "{}"),
        ("[1", 2, .unexpectedEnd, "[1]"),
        ("{\"a\":1", 6, .unexpectedEnd, "{\"a\":1}"),
        ("[", 1, .unexpectedEnd, "[]"),
        ("{\"a\"", 4, .unexpectedEnd, "{\"a\":0}"),
        ("{\"a\":", 5, .missingValue, "{\"a\":0}"),
        ("[1] 2", 4, .trailingBytes, "[1] "),
        ("{}}", 2, .trailingBytes, "{}"),
        ("[1]\0", 3, .trailingBytes, "[1]\t"),
        ("{} // end", 3, .comment, "{}"),
        ("[1,]", 2, .trailingComma, "[1]"),
        ("{\"a\":1, }", 6, .trailingComma, "{\"a\":1 }"),
        ("[,1]", 1, .missingValue, "[0,1]"),
        ("[1 2]", 3, .missingComma, "[1, 2]"),
        ("{\"a\":1 \"b\":2}", 7, .missingComma, "{\"a\":1, \"b\":2}"),
        ("{\"a\" 1}", 5, .missingColon, "{\"a\":1}"),
        ("{a:1}", 1, .missingName, "{\"a\":1}"),
        ("{1:1}", 1, .missingName, "{\"1\":1}"),
        ("[/* x */ 1]", 1, .comment, "[ 1]"),
        ("[1 # x\n]", 3, .comment, "[1 \n]"),
        ("['a']", 1, .singleQuote, "[\"a\"]"),
        ("{'a':1}", 1, .singleQuote, "{\"a\":1}"),
        ("[\"a", 1, .unterminatedString, "[\"a\"]"),
        ("\"a\\", 0, .unterminatedString, "\"a\\\\\""),
        ("\"a\nb\"", 2, .controlCharacter, "\"a\\nb\""),
        ("\"\0\"", 1, .controlCharacter, "\"\\u0000\""),
        ("\"\\x41\"", 1, .badEscape, "\"\\u0041\""),
        ("\"\\u004\"", 1, .badEscape, "\"\\u0041\""),
        ("\"\\u00g0\"", 1, .badEscape, "\"\\u00a0\""),
        ("\"\\ud800\"", 1, .loneSurrogate, "\"\\ud800\\udc00\""),
        ("\"\\udc00\"", 1, .loneSurrogate, "\"\\ud800\\udc00\""),
        ("\"\\ud800\\ud800\"", 1, .loneSurrogate, "\"\\ud800\\udc00\""),
        ("\"\\ud800\\n\"", 1, .loneSurrogate, "\"\\ud800\\udc00\\n\""),
        ("True", 0, .badLiteral, "true"),
        ("nulls", 0, .badLiteral, "null"),
        ("NaN", 0, .badLiteral, "0"),
        ("[truefalse]", 1, .badLiteral, "[true,false]"),
        ("{\"a\":1,\"b\":2,\"a\":3}", 13, .duplicateName("a"), "{\"a\":1,\"b\":2,\"c\":3}"),
        ("{\"aud\":1,\"\\u0061ud\":2}", 9, .duplicateName("aud"), "{\"aud\":1,\"\\u0062ud\":2}"),
        ("[{\"\":1,\"\":2}]", 7, .duplicateName(""), "[{\"\":1},{\"\":2}]"),
    ]

    @Test(arguments: faults)
    func `a faulty text is refused at its place and its repaired twin is read`(
        text: String, offset: Int, fault: JSONFault, repaired: String
    ) {
        #expect(parse(text) == .failure(JSONError(offset: offset, fault: fault)))
        #expect(throws: Never.self) { try parse(repaired).get() }
    }

    @Test(arguments: [
        "012", "-", "+1", ".5", "1.", "1.e1", "1e", "1e+", "-01", "--1", "0x1F", "1_000", "1.2.3", "-Infinity", "1a",
    ])
    func `a number that does not follow the grammar is refused`(text: String) {
        #expect(parse("[\(text)]") == .failure(JSONError(offset: 1, fault: .badNumber)))
    }

    @Test(arguments: ["0", "-0", "12", "-3", "0.5", "1.25e10", "1E-3", "0e+0", "1e1000000000"])
    func `a number that follows the grammar is read as it is written`(text: String) throws {
        #expect(try value(text) == .number(JSONNumber(checked: text)))
    }

    /// Bytes that are not UTF-8, inside a string, with the offset of the first that is wrong.
    @Test(
        arguments: [
            ([0x80], 1), ([0xC0, 0x80], 1), ([0xC1, 0xBF], 1), ([0xE0, 0x80, 0x80], 1), ([0xED, 0xA0, 0x80], 1),
            ([0xF0, 0x80, 0x80, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1), ([0xFF], 1), ([0x61, 0xC3], 2),
            ([0xE2, 0x82], 1),
        ] as [([UInt8], Int)])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8], offset: Int) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(parse(text) == .failure(JSONError(offset: offset, fault: .invalidUTF8)))
    }

    @Test(
        arguments: [
            ([0xC2, 0x80], "\u{80}"), ([0xEF, 0xBF, 0xBF], "\u{FFFF}"), ([0xF4, 0x8F, 0xBF, 0xBF], "\u{10FFFF}"),
            ([0xEF, 0xBB, 0xBF], "\u{FEFF}"),
        ] as [([UInt8], String)])
    func `UTF-8 at the edges of its range is read`(bytes: [UInt8], string: String) throws {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        guard case .string(let read) = try parse(text).get().value else {
            Issue.record("not a string")
            return
        }
        #expect(Array(read.utf8) == Array(string.utf8))
    }

    @Test func `escapes are resolved`() throws {
        #expect(
            try value(#""\"\\\/\b\f\n\r\tA\u00e9\u20AC\ud83d\uDE00""#) == .string("\"\\/\u{8}\u{C}\n\r\tAé€😀")
        )
    }

    @Test func `names that only look alike are different names`() throws {
        // Canonically equivalent, so equal as Swift strings; different bytes, so different names in JSON.
        guard case .object(let members) = try value("{\"K\":1,\"\u{212A}\":2}") else {
            Issue.record("not an object")
            return
        }
        #expect(members.count == 2)
        #expect(try value("{\"\u{212A}\":2}")["K"] == nil)
        #expect(try value("{\"K\":2}")["K"] != nil)
    }

    @Test func `nesting is allowed to the depth asked for and no deeper`() {
        #expect(throws: Never.self) { try parse("[{\"a\":[]}]", depth: 3).get() }
        #expect(parse("[{\"a\":[]}]", depth: 2) == .failure(JSONError(offset: 6, fault: .tooDeep(limit: 2))))
        #expect(throws: Never.self) { try parse("[[],[],[[]]]", depth: 3).get() }
        #expect(throws: Never.self) { try parse("1", depth: 0).get() }
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `a hundred thousand levels are refused, whatever depth is asked for`(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        let limit = JSONReader.deepest
        #expect(
            parse(text, depth: .max)
                == .failure(JSONError(offset: limit * opening.utf8.count, fault: .tooDeep(limit: limit)))
        )
        let legal = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        #expect(throws: Never.self) { try parse(legal, depth: .max).get() }
    }
}
