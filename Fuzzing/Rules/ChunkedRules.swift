/// The chunked transfer coding by RFC 9112 §7.1, over again and slowly.
///
/// Laxer than it in the extensions of a chunk: whatever they say, they are read over and dropped.
struct ChunkedRules {
    enum Verdict: Equatable {
        /// The last chunk and the trailer section are there; so many bytes follow.
        case complete(rest: Int)
        case incomplete
        case refused
    }

    /// The content as far as it can be told.
    private(set) var content: [UInt8] = []
    private(set) var verdict = Verdict.incomplete
    private var rest: ArraySlice<UInt8>

    init(_ input: [UInt8]) {
        rest = input[...]
        while let size = size() {
            guard size > 0 else {
                trailer()
                return
            }
            guard let data = data(size) else { return }
            content += data
        }
    }

    /// `chunk-size [ chunk-ext ] CRLF`
    private mutating func size() -> UInt64? {
        guard let line = line() else { return nil }
        let digits = line.prefix { $0.hexadecimalValue != nil }
        let tail = line.dropFirst(digits.count)
        guard let size = UInt64(String(decoding: digits, as: UTF8.self), radix: 16),
            tail.isEmpty || tail.first == UInt8(ascii: ";"), tail.allSatisfy(Self.isVisible)
        else { return refuse() }
        return size
    }

    /// `chunk-data CRLF`; where it has not all arrived, what there is of it is taken.
    private mutating func data(_ size: UInt64) -> [UInt8]? {
        guard UInt64(rest.count) > size else {
            content += rest
            rest = []
            return nil
        }
        let data = rest.prefix(Int(size))
        rest = rest.dropFirst(data.count)
        let end = rest.prefix(2)
        guard end.first == 0x0D, end.count == 1 || end.last == 0x0A else {
            content += data
            return refuse()
        }
        guard end.count == 2 else {
            content += data
            return nil
        }
        rest = rest.dropFirst(2)
        return Array(data)
    }

    /// `trailer-section CRLF`
    private mutating func trailer() {
        while let line = line() {
            if line.isEmpty {
                verdict = .complete(rest: rest.count)
                return
            }
            guard MessageRules.fields([line]) != nil else { return refuse() ?? () }
        }
    }

    /// What stands before the next CRLF; `nil` where none has arrived, or a CR or LF stands alone.
    private mutating func line() -> [UInt8]? {
        guard let end = rest.firstIndex(where: { $0 == 0x0D || $0 == 0x0A }) else { return nil }
        guard rest[end] == 0x0D else { return refuse() }
        guard end + 1 < rest.endIndex else { return nil }
        guard rest[end + 1] == 0x0A else { return refuse() }
        let line = Array(rest[..<end])
        rest = rest[(end + 2)...]
        return line
    }

    private mutating func refuse<Value>() -> Value? {
        verdict = .refused
        return nil
    }

    private static func isVisible(_ byte: UInt8) -> Bool { byte == 0x09 || (byte >= 0x20 && byte != 0x7F) }
}
