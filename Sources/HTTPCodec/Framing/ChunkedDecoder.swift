/// Takes the chunked transfer coding apart (RFC 9112 §7.1), however the bytes arrive.
///
/// Strict: a size is bare hexadecimal digits, lines end in CR LF, extensions and trailers are bounded. Extensions
/// mean nothing here and trailer fields are checked and dropped: neither is passed on.
package struct ChunkedDecoder: Sendable {
    private enum State: Sendable {
        case sizeStart, size, chunkExtension, sizeLineFeed
        case data, dataReturn, dataLineFeed
        case trailerStart, trailerName, trailerValue, trailerLineFeed, endLineFeed
        case complete
    }

    /// Digits of one chunk's size, leading zeros included: without a bound a size of zeros would never end.
    static let sizeLimit = 16
    /// Bytes of one chunk's extension.
    static let extensionLimit = 256
    /// Bytes of the trailer section.
    static let trailerLimit = 8 * 1024

    private var state = State.sizeStart
    private var remaining: UInt64 = 0
    private var lineBytes = 0

    package init() {}

    /// Whether the last chunk and the trailer section have been read.
    package var isComplete: Bool { state == .complete }

    /// Goes on to the next piece of content.
    ///
    /// - Parameter position: where to begin; set to where reading stopped.
    /// - Returns: where content lies; `nil` when the bytes, or the content, are at their end.
    package mutating func next(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(MessageFault) -> Range<Int>? {
        while position < bytes.count, state != .complete {
            if state == .data { return takeData(bytes.count, &position) }
            try step(bytes[position])
            position += 1
        }
        return nil
    }

    private mutating func takeData(_ end: Int, _ position: inout Int) -> Range<Int> {
        let start = position
        position += Int(min(remaining, UInt64(end - start)))
        remaining -= UInt64(position - start)
        if remaining == 0 { state = .dataReturn }
        return start..<position
    }

    private mutating func step(_ byte: UInt8) throws(MessageFault) {
        switch state {
        case .sizeStart, .size, .chunkExtension, .sizeLineFeed: try stepSizeLine(byte)
        case .dataReturn: try expect(byte, ASCII.carriageReturn, then: .dataLineFeed)
        case .dataLineFeed: try expect(byte, ASCII.lineFeed, then: .sizeStart)
        default: try stepTrailer(byte)
        }
    }

    private mutating func expect(_ byte: UInt8, _ wanted: UInt8, then next: State) throws(MessageFault) {
        guard byte == wanted else { throw .chunk }
        state = next
    }

    private mutating func stepSizeLine(_ byte: UInt8) throws(MessageFault) {
        if state == .sizeLineFeed {
            try expect(byte, ASCII.lineFeed, then: remaining == 0 ? .trailerStart : .data)
            lineBytes = 0
            return
        }
        if state == .chunkExtension {
            if byte == ASCII.carriageReturn { return state = .sizeLineFeed }
            lineBytes += 1
            guard ByteClass.isFieldValue(byte), lineBytes <= Self.extensionLimit else { throw .chunk }
            return
        }
        if let digit = Self.hexadecimal(byte) {
            if state == .sizeStart { remaining = 0 }
            lineBytes += 1
            // A size stays below 2^60: nothing can overflow, here or in a sum of sizes.
            guard remaining < 1 << 56, lineBytes <= Self.sizeLimit else { throw .chunk }
            remaining = remaining << 4 | UInt64(digit)
            state = .size
            return
        }
        guard state == .size else { throw .chunk }
        lineBytes = 0
        switch byte {
        case ASCII.carriageReturn: state = .sizeLineFeed
        case ASCII.semicolon: state = .chunkExtension
        default: throw .chunk
        }
    }

    private mutating func stepTrailer(_ byte: UInt8) throws(MessageFault) {
        lineBytes += 1
        guard lineBytes <= Self.trailerLimit else { throw .trailer }
        switch state {
        case .trailerStart where byte == ASCII.carriageReturn: state = .endLineFeed
        case .trailerStart where ByteClass.isToken(byte): state = .trailerName
        case .trailerName where byte == ASCII.colon: state = .trailerValue
        case .trailerName where ByteClass.isToken(byte): break
        case .trailerValue where byte == ASCII.carriageReturn: state = .trailerLineFeed
        case .trailerValue where ByteClass.isFieldValue(byte): break
        case .trailerLineFeed where byte == ASCII.lineFeed: state = .trailerStart
        case .endLineFeed where byte == ASCII.lineFeed: state = .complete
        default: throw .trailer
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
