internal import Accounts
internal import HTTPServer
internal import Registry

/// What a text may be.
package enum TextRule: Hashable, Sendable {
    /// Anything.
    case any
    /// So many Unicode scalars of any kind.
    case length(ClosedRange<Int>)
    /// So many Unicode scalars that can stand in a line of a message: no control character of ASCII.
    case line(ClosedRange<Int>)
    /// A scope, `audience:operation`, whether it is declared or not.
    case scope
    /// What applications, merchants and accounts are called: 1 to 100 scalars, no control character or one that
    /// cannot be seen, no outer white space.
    case name
    /// A new password. What its length is counted in, and whether it is too common, is decided elsewhere.
    case password
    /// A time in UTC, to the second, of the years 1970 to 9999.
    case time
    /// What matches, in ASCII; the text is an ECMA-262 pattern, and the closure's rule is ``matches(_:)``.
    case code

    /// What is wrong with a text that stands at a pointer, or `nil` where it may stand.
    func fault(in text: String, at pointer: String) -> FieldFault? {
        switch self {
        case .any: return nil
        case .length(let range): return Self.fault(in: text, range, at: pointer)
        case .line(let range):
            let isLine = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            return isLine
                ? Self.fault(in: text, range, at: pointer)
                : FieldFault(pointer, .textControl, "it holds a control character; leave that out")
        case .scope:
            guard Scope(text) == nil else { return nil }
            return FieldFault(pointer, .scopeMalformed, "write a scope as audience:operation")
        case .name: return ApplicationText.fault(in: text).map { FieldFault(pointer, $0) }
        case .password: return Self.fault(in: text, 1...256, at: pointer)
        case .time:
            guard UTCTime.seconds(text) == nil else { return nil }
            return FieldFault(pointer, .timeMalformed, "write the time in UTC, such as 2026-12-24T18:00:00Z")
        case .code:
            let isCode = text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isCode ? nil : FieldFault(pointer, .codeMalformed, "the code has six digits")
        }
    }

    private static func fault(in text: String, _ range: ClosedRange<Int>, at pointer: String) -> FieldFault? {
        let count = text.unicodeScalars.count
        let (least, most) = (range.lowerBound, range.upperBound)
        if count < least {
            return FieldFault(
                pointer, .textShort, "give at least \(least) characters", ["least": .integer(Int64(least))])
        }
        guard count > most else { return nil }
        return FieldFault(pointer, .textLong, "give at most \(most) characters", ["most": .integer(Int64(most))])
    }

    /// Characters that no name holds, as a class of a pattern has them: controls, line separators, what changes the
    /// direction of text, and what is not seen; see ``ApplicationText``. Those beyond U+FFFF stand as they are: escapes for
    /// them differ between dialects.
    private static let controls =
        "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f"
        + "\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufff8"
        + "\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E00FF}\u{E01F0}-\u{E0FFF}"
    private static let spaces = "\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000"

    /// A time as a pattern; that the month has such a day is left to the format.
    private static let timePattern =
        "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"

    /// The same as keywords of JSON Schema.
    var json: JSONOutput {
        switch self {
        case .any: ["type": "string"]
        case .length(let range):
            [
                "type": "string", "minLength": .integer(Int64(range.lowerBound)),
                "maxLength": .integer(Int64(range.upperBound)),
            ]
        case .line(let range): TextRule.length(range).json.with("pattern", "^[^\\u0000-\\u001f\\u007f]*$")
        case .scope: ["type": "string", "pattern": "^[A-Za-z0-9._-]+:[A-Za-z0-9._-]+$"]
        case .name:
            [
                "type": "string", "minLength": 1, "maxLength": .integer(Int64(ApplicationText.longest)),
                "pattern": .string(
                    "^[^\(Self.controls)\(Self.spaces)](?:[^\(Self.controls)]*[^\(Self.controls)\(Self.spaces)])?$"),
            ]
        case .password:
            [
                "type": "string", "format": "password", "minLength": .integer(Int64(PasswordRules.fewestCharacters)),
                "maxLength": .integer(Int64(PasswordRules.mostBytes)),
            ]
        case .time: ["type": "string", "format": "date-time", "pattern": .string(Self.timePattern)]
        case .code: ["type": "string", "pattern": "^[0-9]{6}$"]
        }
    }
}
