import CLinux
import Foundation
import Glibc

/// Where a command's words go: results to standard output, everything else to standard error.
enum Output {
    /// A line of the result.
    static func line(_ text: String = "") {
        print(text)
    }

    /// A part of the result that no line end follows.
    static func text(_ text: String) {
        print(text, terminator: "")
    }

    /// Hands over what was printed; whether all of it could be.
    ///
    /// For what cannot be printed again. Otherwise a full disk or a closed pipe would swallow it without a word.
    static func flush() -> Bool {
        clinux_flush_output() == 0
    }

    /// A line that is not part of the result.
    static func note(_ text: String) {
        words(text + "\n")
    }

    /// Words that are not part of the result, as they are.
    static func words(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// What went wrong, as the argument parser's own errors look.
    static func error(_ text: String) {
        note("Error: " + text)
    }

    /// The result as JSON.
    static func json(_ value: some Encodable) throws {
        line(try encoded(value))
    }

    /// A value as JSON that is good to read.
    static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
