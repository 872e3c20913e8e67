import Registry

/// Text that came from a file, a row or an argument, as it may be shown on a terminal.
enum Plain {
    /// The text on one line, without anything that a terminal would act on.
    static func text(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { ApplicationText.fault(in: "a\($0)a") == nil ? $0 : "\u{FFFD}" }
        return String(String.UnicodeScalarView(scalars))
    }
}
