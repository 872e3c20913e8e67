internal import Gateway
internal import HTTPCodec

/// Finds the end of a request's head, and parses it.
final class ParseRequestHead: Operation {
    private let bytes: [UInt8]
    private var head = RequestHead()

    init(_ text: String) { bytes = Array(text.utf8) }

    func run(_ count: Int) -> Int { Self.parse(bytes, count, into: &head) }

    private static func parse(_ bytes: [UInt8], _ count: Int, into head: inout RequestHead) -> Int {
        let limits = HeadLimits()
        var sum = 0
        for _ in 0..<count {
            var scanner = HeadScanner()
            guard let length = try? scanner.scan(bytes.span, limits: limits),
                (try? head.parse(bytes.span, byteCount: length, limits: limits)) != nil
            else { return 0 }
            sum += Int(head.path.count) + head.fields.lines.count
        }
        return sum
    }
}

/// Finds the end of a response's head, and parses it.
final class ParseResponseHead: Operation {
    private let bytes: [UInt8]
    private var head = ResponseHead()

    init(_ text: String) { bytes = Array(text.utf8) }

    func run(_ count: Int) -> Int { Self.parse(bytes, count, into: &head) }

    private static func parse(_ bytes: [UInt8], _ count: Int, into head: inout ResponseHead) -> Int {
        let limits = HeadLimits()
        var sum = 0
        for _ in 0..<count {
            var scanner = HeadScanner()
            guard let length = try? scanner.scan(bytes.span, limits: limits),
                (try? head.parse(bytes.span, byteCount: length, to: .get, limits: limits)) != nil
            else { return 0 }
            sum += head.status + head.fields.lines.count
        }
        return sum
    }
}

/// Writes the client's head for a response of a service.
final class WriteResponseHead: Operation {
    private let bytes: [UInt8]
    private let head: ResponseHead
    private let steps: CallSteps

    /// - Parameter text: the service's head.
    init(_ text: String, steps: CallSteps) throws {
        let bytes = Array(text.utf8)
        var head = ResponseHead()
        try head.parse(bytes.span, byteCount: bytes.count, to: .get, limits: HeadLimits())
        self.bytes = bytes
        self.head = head
        self.steps = steps
    }

    func run(_ count: Int) -> Int { Self.write(head, bytes, count, steps) }

    private static func write(
        _ head: borrowing ResponseHead, _ bytes: [UInt8], _ count: Int, _ steps: CallSteps
    ) -> Int {
        steps.writeResponseHead(head, bytes.span, count)
    }
}
