/// What can be wrong with a JSON text (RFC 8259, read strictly).
package enum JSONFault: Hashable, Sendable {
    /// There is nothing but white space.
    case empty
    /// The text begins with U+FEFF (§8.1).
    case byteOrderMark
    /// The bytes are not UTF-8 (§8.1).
    case invalidUTF8
    /// The text ends inside a list or an object.
    case unexpectedEnd
    /// Something follows the value.
    case trailingBytes
    /// A comma stands before the end of a list or an object, or before nothing.
    case trailingComma
    /// Two elements or members are not parted by a comma.
    case missingComma
    /// A name is not followed by a colon.
    case missingColon
    /// A member does not begin with a name in quotation marks.
    case missingName
    /// There is no value where one must stand.
    case missingValue
    /// A comment, which JSON does not have.
    case comment
    /// A string in single quotation marks.
    case singleQuote
    /// A string is not closed.
    case unterminatedString
    /// A control character, such as a line break, stands unescaped in a string (§7).
    case controlCharacter
    /// A backslash is not followed by an escape that JSON has (§7).
    case badEscape
    /// An escape names half of a surrogate pair without the other half.
    case loneSurrogate
    /// A number does not follow the grammar (§6).
    case badNumber
    /// A word other than `true`, `false` and `null`.
    case badLiteral
    /// An object has two members with this name, once escapes are resolved.
    case duplicateName(String)
    /// Lists and objects are nested deeper than this.
    case tooDeep(limit: Int)
}

extension JSONFault {
    /// What is wrong and what to do about it, in plain words.
    package var message: String {
        switch self {
        case .empty: "there is no JSON value here; write one"
        case .byteOrderMark: "the text begins with a byte order mark; save it as UTF-8 without one"
        case .invalidUTF8: "these bytes are not UTF-8; save the text as UTF-8"
        case .unexpectedEnd: "the text ends before a list or an object is closed; add the missing ] or }"
        case .trailingBytes: "something follows the end of the JSON value; remove it"
        case .trailingComma: "a comma is followed by no further entry; remove the comma"
        case .missingComma: "a comma is missing before this entry"
        case .missingColon: "a colon is missing between a name and its value"
        case .missingName: "a name in double quotation marks is expected here"
        case .missingValue: "a value is expected here"
        case .comment: "JSON has no comments; remove this one"
        case .singleQuote: "strings stand in double quotation marks, not in single ones"
        case .unterminatedString: "this string is not closed; add the missing quotation mark"
        case .controlCharacter:
            "a control character or a line break stands in a string; close the string, or write an escape such as \\n"
        case .badEscape: "this escape does not exist in JSON; a backslash itself is written \\\\"
        case .loneSurrogate: "this escape is half of a surrogate pair; write both halves"
        case .badNumber: "this is not a number that JSON can hold; write it like 12, -3 or 0.5"
        case .badLiteral: "this word is not JSON; only true, false and null stand without quotation marks"
        case .duplicateName: "an object has two entries of this name; remove one"
        case .tooDeep(let limit): "lists and objects are nested more than \(limit) deep"
        }
    }
}
