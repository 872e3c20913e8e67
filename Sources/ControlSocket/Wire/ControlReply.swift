/// What a serving gateway answers: one line.
enum ControlReply: Hashable, Sendable {
    /// Every loop decides by this change, of the registry or of the keys as was asked, or a later one.
    case ok(Int64)
    /// The request was not done; the text says why, for people.
    case error(String)

    /// The most bytes that a line may have, its end included.
    static let longestLine = 512

    /// The line, with its end. What would end it early is replaced.
    var line: String {
        switch self {
        case .ok(let sequence): return "ok \(sequence)\n"
        case .error(let text):
            let shown = text.unicodeScalars.prefix(100).map { $0.value < 32 ? " " : $0 }
            return "error " + String(String.UnicodeScalarView(shown)) + "\n"
        }
    }

    /// A reply from its line, without the end; `nil` where it is none.
    init?(line: some Sequence<UInt8>) {
        let text = String(decoding: Array(line), as: UTF8.self)
        if text.hasPrefix("error ") {
            self = .error(String(text.dropFirst(6)))
        } else if text.hasPrefix("ok "), let sequence = Int64(decimal: text.dropFirst(3)) {
            self = .ok(sequence)
        } else {
            return nil
        }
    }
}
