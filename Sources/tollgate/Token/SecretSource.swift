import Glibc

/// Where the client secret comes from: a file, the environment, or whoever sits at the terminal.
enum SecretSource {
    /// The environment variable.
    static let variable = "TOLLGATE_CLIENT_SECRET"

    /// The secret, from the first of the three that is there.
    static func read(file: String?) throws(CommandFailure) -> String {
        if let file {
            return try checked(String(validating: try FileBytes.read(file), as: UTF8.self), from: file)
        }
        if let value = unsafe getenv(variable) {
            return try checked(unsafe String(validatingCString: value), from: variable)
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("no secret was given, and nobody can be asked; use --secret-file or set \(variable)")
        }
        // Reads from the terminal with echo off, and restores it also when interrupted.
        guard let typed = unsafe getpass("Client secret: ") else {
            throw CommandFailure("the secret could not be read from the terminal; use --secret-file or set \(variable)")
        }
        return try checked(unsafe String(validatingCString: typed), from: "the terminal")
    }

    /// The secret without the end of its line.
    private static func checked(_ text: String?, from source: String) throws(CommandFailure) -> String {
        guard let text else { throw CommandFailure("\(source): what it holds is not a secret: it is not text") }
        let end = text.unicodeScalars.last == "\n" ? text.unicodeScalars.dropLast() : text.unicodeScalars[...]
        let secret = String(end.last == "\r" ? end.dropLast() : end)
        guard !secret.isEmpty, !secret.unicodeScalars.contains(where: { $0.value < 32 }) else {
            throw CommandFailure("\(source): what it holds is not a secret: it is empty, or has several lines")
        }
        return secret
    }
}
