/// Reads what ``PackedWriter`` wrote, in the order in which it was written.
///
/// The bytes are our own: reading past them, or anything else than what was written, is a fault of this program.
struct PackedReader: ~Escapable {
    private let span: Span<UInt8>
    private var position = 0

    @_lifetime(copy span)
    init(_ span: Span<UInt8>) { self.span = span }

    /// Whether everything was read.
    var isAtEnd: Bool { position == span.count }

    mutating func integer() -> Int64 {
        let number = number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func flag() -> Bool {
        defer { position += 1 }
        return span[position] != 0
    }

    mutating func text() -> String {
        let content = span.extracting(range())
        return unsafe content.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    mutating func bytes() -> [UInt8] {
        let content = span.extracting(range())
        return unsafe content.withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Where the next text or content stands, which is read over.
    mutating func range() -> Range<Int> {
        let count = Int(number())
        defer { position += count }
        return position..<position + count
    }

    private mutating func number() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = span[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }
}
