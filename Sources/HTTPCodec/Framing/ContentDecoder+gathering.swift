extension ContentDecoder {
    /// Brings the content of what has arrived to the front of a buffer and takes its framing away, so that it can be
    /// passed on in one piece, however many chunks it came in.
    ///
    /// What lies behind the content when it is complete belongs to the next message, and follows it in the buffer. So
    /// does what is malformed, which the next call then throws: content before it is passed on. The content has to be
    /// consumed before the buffer is given again.
    ///
    /// - Returns: how many bytes of content there are; 0 where the bytes, or the content, are at their end.
    package mutating func gather(_ buffer: inout ByteBuffer) throws(MessageFault) -> Int {
        var position = 0
        var content = 0..<0
        while true {
            let before = position
            let range: Range<Int>?
            do throws(MessageFault) {
                range = try find(in: buffer, from: &position)
            } catch {
                guard !content.isEmpty else { throw error }
                // To where the decoder stands again, so that it meets the same bytes in the same state.
                position = before
                break
            }
            guard let range else { break }
            // The first piece stays where it lies.
            if !content.isEmpty { buffer.move(range, to: content.upperBound) }
            content = content.isEmpty ? range : content.lowerBound..<content.upperBound + range.count
        }
        guard !content.isEmpty else {
            buffer.consume(position)
            return 0
        }
        // Nothing, unless framing was read behind the last piece.
        buffer.move(position..<buffer.count, to: content.upperBound)
        buffer.truncate(to: buffer.count - (position - content.upperBound))
        buffer.consume(content.lowerBound)
        return content.count
    }

    private mutating func find(
        in buffer: borrowing ByteBuffer, from position: inout Int
    ) throws(MessageFault) -> Range<Int>? {
        try next(buffer.bytes, from: &position)
    }
}
