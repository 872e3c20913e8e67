import HTTPCodec

/// How bytes that should be a head arrive: at once, in two pieces, or one by one.
enum HeadArrival {
    /// What the scanner says once it says something.
    enum End: Equatable {
        case head(Int)
        case fault(MessageFault)
        case needsMore
    }

    /// What is said of the input, however it arrives; or that it depends on how.
    static func end(of input: [UInt8], limits: HeadLimits) -> Result<End, Difference> {
        let whole = end(of: input, stops: [input.count], limits)
        let cut = input.reduce(input.count) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % (input.count + 1)
        if end(of: input, stops: [cut, input.count], limits) != whole {
            return .failure(Difference(text: "cut at \(cut) the head ends elsewhere than whole"))
        }
        if end(of: input, stops: 0...input.count, limits) != whole {
            return .failure(Difference(text: "byte by byte the head ends elsewhere than whole"))
        }
        return .success(whole)
    }

    /// That the same bytes came to two ends.
    struct Difference: Error {
        let text: String
    }

    private static func end(of input: [UInt8], stops: some Sequence<Int>, _ limits: HeadLimits) -> End {
        var scanner = HeadScanner()
        for stop in stops {
            do throws(MessageFault) {
                if let count = try scanner.scan(input.span.extracting(first: stop), limits: limits) {
                    return .head(count)
                }
            } catch {
                return .fault(error)
            }
        }
        return .needsMore
    }
}
