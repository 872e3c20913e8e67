import Glibc

/// A token from standard input.
enum TokenInput {
    /// The longest that is read, in bytes; no gateway looks at one of this length.
    private static let most = 128 << 10

    /// The token, without white space around it.
    static func read() throws(CommandFailure) -> String {
        let bytes = try FileBytes.read(descriptor: STDIN_FILENO, most: most, name: "standard input")
        let text = String(decoding: bytes, as: UTF8.self)
        let token = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        guard !token.isEmpty else {
            throw CommandFailure("standard input: there is no token; pass one, such as from `tollgate token`")
        }
        return String(token)
    }
}
