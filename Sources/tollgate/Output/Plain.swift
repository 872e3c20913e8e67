import Registry

/// Text that came from a file, a row or an argument, as it may be shown on a terminal.
enum Plain {
    /// The text on one line, without anything that a terminal would act on.
    static func text(_ text: String) -> String {
        // A list may have a million of these, and hardly one of another kind.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        let scalars = text.unicodeScalars.map { ApplicationText.fault(in: "a\($0)a") == nil ? $0 : "\u{FFFD}" }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The text as one word of a shell's command, on one line as ``text(_:)`` is.
    static func word(_ text: String) -> String {
        let plain = Self.text(text)
        let isSafe = plain.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-._/:=@%+,".utf8.contains(byte)
        }
        return isSafe && !plain.isEmpty
            ? plain
            : "'" + plain.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
