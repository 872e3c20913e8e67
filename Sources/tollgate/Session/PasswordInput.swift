import Accounts
import Glibc

/// A password from standard input, for scripts that set up a machine.
enum PasswordInput {
    /// The hash of what is there, up to the end of its line, if it may be a password.
    static func hash(forAccountNamed name: String) async throws -> PasswordHash {
        let bytes = try FileBytes.read(descriptor: STDIN_FILENO, most: 4_096, name: "standard input")
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("standard input: what it holds is not a password: it is not text")
        }
        var scalars = text.unicodeScalars[...]
        if scalars.last == "\n" { scalars = scalars.dropLast() }
        if scalars.last == "\r" { scalars = scalars.dropLast() }
        let password = String(scalars)
        guard !scalars.contains(where: { $0.value < 0x20 }) else {
            throw CommandFailure(
                "standard input: what it holds is not a password: it has several lines or control characters")
        }
        if let fault = PasswordRules.fault(in: password, ofAccountNamed: name) {
            throw AccountRefusal.invalidPassword(fault)
        }
        return try await PasswordHasher().hash(password)
    }
}
