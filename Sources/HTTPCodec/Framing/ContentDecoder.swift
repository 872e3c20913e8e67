/// Finds a message's content in what arrives after its head, by any framing.
package struct ContentDecoder: Sendable {
    private enum State: Sendable {
        case length(UInt64)
        case chunked(ChunkedDecoder)
        case untilClose
        case complete
    }

    private var state: State

    package init(_ framing: ContentFraming) {
        state =
            switch framing {
            case .none, .length(0): .complete
            case .length(let count): .length(count)
            case .chunked: .chunked(ChunkedDecoder())
            case .untilClose: .untilClose
            }
    }

    /// Whether all of the content has been read; never by itself where the connection's end is the content's.
    package var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Whether the end of the connection is the end of the content.
    package var endsAtClose: Bool {
        if case .untilClose = state { true } else { false }
    }

    /// How many bytes are still to come, where a length says so.
    package var remaining: UInt64? {
        if case .length(let count) = state { count } else { nil }
    }

    /// Goes on to the next piece of content.
    ///
    /// - Parameter position: where to begin; set to where reading stopped. What lies behind it when the content is
    ///   complete belongs to the next message.
    /// - Returns: where content lies; `nil` when the bytes, or the content, are at their end.
    package mutating func next(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(MessageFault) -> Range<Int>? {
        guard position < bytes.count else { return nil }
        let start = position
        switch state {
        case .length(let remaining):
            position += Int(min(remaining, UInt64(bytes.count - start)))
            let left = remaining - UInt64(position - start)
            state = left == 0 ? .complete : .length(left)
            return start..<position
        case .chunked(var decoder):
            let range = try decoder.next(bytes, from: &position)
            state = decoder.isComplete ? .complete : .chunked(decoder)
            return range
        case .untilClose:
            position = bytes.count
            return start..<position
        case .complete: return nil
        }
    }
}
