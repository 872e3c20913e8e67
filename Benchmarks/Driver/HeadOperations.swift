internal import HTTPCodec

/// Finds the end of a request's head, and parses it.
struct ParseRequestHead: Operation {
    private let bytes: [UInt8]
    private var head = RequestHead()

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func run(_ count: Int) -> Int {
        let (bytes, limits) = (bytes, HeadLimits())
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
struct ParseResponseHead: Operation {
    private let bytes: [UInt8]
    private var head = ResponseHead()

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func run(_ count: Int) -> Int {
        let (bytes, limits) = (bytes, HeadLimits())
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
