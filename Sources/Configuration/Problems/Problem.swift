/// One reason why a configuration cannot be used: what, where, and what to do.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The place in the document, such as `routes[2].upstream`; empty for the document as a whole.
    package let path: String
    /// The name of the file, as it was given to the decoder.
    package let file: String
    /// The line, from 1.
    package let line: Int
    /// The column in characters (Unicode scalars), from 1.
    package let column: Int
    /// What is wrong.
    package let message: String
    /// What to do about it.
    package let remedy: String

    /// `routes[2].upstream: "payment" is not declared; did you mean "payments"? (gateway.json:31:19)`
    package var description: String {
        (path.isEmpty ? "" : path + ": ") + message + (remedy.isEmpty ? "" : "; " + remedy)
            + " (\(file):\(line):\(column))"
    }
}
