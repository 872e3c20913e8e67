import HTTPCodec

/// Chunked content is the same however it arrives, is what RFC 9112 says it is, and comes back from what is written.
enum ChunkedProperty {
    /// What came of the bytes.
    private struct Outcome: Equatable {
        enum End: Equatable {
            case complete(rest: Int)
            case needsMore
            case fault
        }

        var content: [UInt8] = []
        var end = End.needsMore
    }

    static func broken(_ input: [UInt8]) -> String? {
        let whole = outcome(of: input, stops: [input.count])
        let cut = input.reduce(input.count) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % (input.count + 1)
        guard outcome(of: input, stops: [cut, input.count]) == whole else {
            return "cut at \(cut) it says something else"
        }
        guard outcome(of: input, stops: 0...input.count) == whole else {
            return "byte by byte it says something else"
        }
        guard unmoved(input) == whole else { return "where nothing is moved it says something else" }
        return brokenRule(whole, ChunkedRules(input)) ?? brokenWriting(input)
    }

    /// What differs from the rules: content that is not there, or an end where there is none.
    private static func brokenRule(_ outcome: Outcome, _ rules: ChunkedRules) -> String? {
        guard rules.content.starts(with: outcome.content) else { return "RFC 9112 finds other content" }
        switch outcome.end {
        case .fault: return nil
        case .needsMore: return rules.verdict == .refused ? "RFC 9112 refuses what is waited on" : nil
        case .complete(let rest):
            let isSame = rules.verdict == .complete(rest: rest) && rules.content == outcome.content
            return isSame ? nil : "accepted, but RFC 9112 says otherwise"
        }
    }

    private static func brokenWriting(_ content: [UInt8]) -> String? {
        var buffer = ByteBuffer()
        var rest = content[...]
        while let first = rest.first {
            let piece = rest.prefix(Int(first) % 29 + 1)
            buffer.appendChunk(piece.span)
            rest = rest.dropFirst(piece.count)
        }
        buffer.appendLastChunk()
        let written = [UInt8](of: buffer.bytes)
        let read = outcome(of: written, stops: [written.count])
        return read == Outcome(content: content, end: .complete(rest: 0)) ? nil : "what was written is read otherwise"
    }

    /// As a connection reads: append, gather, consume.
    private static func outcome(of input: [UInt8], stops: some Sequence<Int>) -> Outcome {
        var outcome = Outcome()
        var buffer = ByteBuffer()
        var decoder = ContentDecoder(.chunked)
        var start = 0
        for stop in stops {
            buffer.append(input.span.extracting(start..<stop))
            start = stop
            do throws(MessageFault) {
                while true {
                    let count = try decoder.gather(&buffer)
                    guard count > 0 else { break }
                    outcome.content += [UInt8](of: buffer.prefix(count))
                    buffer.consume(count)
                }
            } catch {
                outcome.end = .fault
                return outcome
            }
        }
        if decoder.isComplete { outcome.end = .complete(rest: buffer.count) }
        return outcome
    }

    /// As it lies, piece by piece, without a buffer.
    private static func unmoved(_ input: [UInt8]) -> Outcome {
        var outcome = Outcome()
        var decoder = ChunkedDecoder()
        var position = 0
        do throws(MessageFault) {
            while let range = try decoder.next(input.span, from: &position) { outcome.content += input[range] }
        } catch {
            outcome.end = .fault
            return outcome
        }
        if decoder.isComplete { outcome.end = .complete(rest: input.count - position) }
        return outcome
    }
}
