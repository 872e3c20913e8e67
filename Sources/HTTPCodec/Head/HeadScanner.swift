/// Finds the empty line that ends a head, however the bytes arrive, and stops at the first byte that no head holds.
///
/// Parsing proper begins when the head is whole. Because this looks at every byte once and in order, what it reports
/// does not depend on how the bytes were split. When it has found the end, it is ready for another head.
package struct HeadScanner: Sendable {
    private var position = 0
    private var lineStart = 0
    private var isAfterReturn = false
    private var isInFirstLine = true

    package init() {}

    /// Goes on where it stopped.
    ///
    /// - Parameter bytes: everything since the head's first byte.
    /// - Returns: the length of the head with its empty line; `nil` when that has not arrived.
    /// - Throws: a fault of lines or of size.
    package mutating func scan(_ bytes: Span<UInt8>, limits: HeadLimits) throws(MessageFault) -> Int? {
        let end = min(bytes.count, limits.head)
        var position = self.position
        defer { self.position = position }
        while position < end {
            // Nearly every byte of a head is passed over here; what follows a CR is looked at whatever it is.
            if !isAfterReturn {
                position = bytes.firstIndex(below: ASCII.carriageReturn + 1, from: position, to: end)
                guard position < end else { break }
            }
            let byte = bytes[position]
            position += 1
            if byte == ASCII.lineFeed {
                guard isAfterReturn else { throw .bareLineFeed }
                isAfterReturn = false
                if position - lineStart == 2 && !isInFirstLine {
                    let count = position
                    self = HeadScanner()
                    position = 0
                    return count
                }
                isInFirstLine = false
                lineStart = position
            } else if isAfterReturn {
                throw .bareCarriageReturn
            } else if byte == ASCII.carriageReturn {
                isAfterReturn = true
            } else if byte == 0 {
                throw .nul
            }
        }
        guard bytes.count < limits.head else { throw isInFirstLine ? .targetTooLong : .headTooLarge }
        return nil
    }
}
