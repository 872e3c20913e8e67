/// What a password must be: long, and not what is tried first (NIST SP 800-63B §5.1.1.2). Nothing about kinds of characters,
/// which only make people write them down.
package enum PasswordRules {
    /// The fewest characters (Unicode scalars).
    package static let fewestCharacters = 12
    /// The most bytes of UTF-8.
    package static let mostBytes = 256

    /// What is wrong with a password.
    package enum Fault: String, Hashable, Sendable, CaseIterable {
        case tooShort = "password.tooShort"
        case tooLong = "password.tooLong"
        case isName = "password.isName"
        case isCommon = "password.isCommon"
        case isRepetition = "password.isRepetition"
    }

    /// What is wrong with a password, or `nil` where it may be used.
    ///
    /// - Parameter name: the account's name, which the password may not be, nor consist of.
    package static func fault(in password: String, ofAccountNamed name: String) -> Fault? {
        guard password.utf8.count <= mostBytes else { return .tooLong }
        let scalars = password.unicodeScalars
        guard scalars.count >= fewestCharacters else { return .tooShort }
        guard Set(scalars).count > 3 else { return .isRepetition }
        let folded = NameKey.fold(password)
        if consists(of: NameKey.fold(name), folded) { return .isName }
        return CommonPasswords.contains(folded) ? .isCommon : nil
    }

    /// Whether a text is another, or nothing but repetitions of it and digits at its end.
    private static func consists(of name: String, _ text: String) -> Bool {
        guard !name.isEmpty else { return false }
        var rest = text[...]
        while rest.hasPrefix(name) { rest = rest.dropFirst(name.count) }
        return rest.count < text.count && rest.allSatisfy(\.isNumber)
    }
}

extension PasswordRules.Fault {
    /// What is wrong and what to do, in plain words.
    package var message: String {
        switch self {
        case .tooShort: "the password is too short; use at least \(PasswordRules.fewestCharacters) characters"
        case .tooLong: "the password is too long; use at most \(PasswordRules.mostBytes) bytes"
        case .isName: "the password is the account's name; choose another one"
        case .isCommon: "the password is one of those that are tried first; choose another one"
        case .isRepetition: "the password repeats a few characters; choose another one"
        }
    }
}
