/// Passwords of twelve characters and more that are tried first, folded.
///
/// A short list: the long ones of leaked passwords consist almost wholly of shorter ones, which the least length keeps out.
/// What is left are words and rows of keys said several times, which digits and signs at the end do not make better.
enum CommonPasswords {
    private static let stems: Set<String> = [
        "password", "passwort", "wachtwoord", "welcome", "welkom", "administrator", "admin", "operator", "tollgate",
        "gateway", "changeme", "letmein", "secret", "geheim", "iloveyou", "qwerty", "qwertyuiop", "qwertyuiopasdfghjkl",
        "qwertyuiopasdfghjklzxcvbnm", "asdfghjkl", "azerty", "azertyuiop", "zxcvbnm", "abc", "abcdef", "abcdefghijkl",
        "abcdefghijklmnopqrstuvwxyz", "qazwsxedc", "qazwsxedcrfv", "correcthorsebatterystaple", "trustnoone",
        "football",
        "baseball", "sunshine", "princess", "superman", "master", "monkey", "dragon", "default", "payments", "merchant",
        "thisismypassword", "mypassword", "yourpassword", "nopassword", "passwordpassword", "unknown", "computer",
        "internet",
    ]
    private static let rows = ["1234567890", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t6y7u8i9o0p"]

    /// Whether a folded password is one of them, possibly said several times or with digits and signs around it.
    static func contains(_ folded: String) -> Bool {
        let plain = folded.filter { $0.isLetter || $0.isNumber }
        if rows.contains(where: { ($0 + $0 + $0).contains(plain) }) { return true }
        let letters = String(plain.drop(while: \.isNumber).reversed().drop(while: \.isNumber).reversed())
        return letters.isEmpty ? isRun(plain) : stems.contains(period(of: letters))
    }

    /// Whether digits only count up or down.
    private static func isRun(_ digits: String) -> Bool {
        let values = digits.unicodeScalars.map(\.value)
        let steps = Set(zip(values, values.dropFirst()).map { Int($1) - Int($0) })
        return steps.count <= 1
    }

    /// The shortest text of which a text is nothing but repetitions: itself, mostly.
    private static func period(of text: String) -> String {
        let bytes = Array(text.utf8)
        for length in 1...max(1, bytes.count / 2) where bytes.count % length == 0 {
            if (length..<bytes.count).allSatisfy({ bytes[$0] == bytes[$0 - length] }) {
                return String(decoding: bytes.prefix(length), as: UTF8.self)
            }
        }
        return text
    }
}
