import HTTPCodec
import Testing

/// Random damage to valid messages: nothing traps, and how the bytes are split changes nothing.
@Suite struct MutationTests {
    private static let rounds = 12_500
    /// Pieces that change what a message means.
    private static let dictionary = [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", ",", "0", "00", "-", "+", "chunked", "Content-Length: 1\r\n",
        "Transfer-Encoding: chunked\r\n", "Host: i\r\n", "HTTP/1.0", "HTTP/", "http://", "http://h", "https://", "*",
        "?",
        "[", "]", "[::", "%", "FFFFFFFFFFFFFFFF", "18446744073709551615", "0\r\n\r\n", "\r\n\r\n", "Expect: ", "_",
    ].map(Latin1.bytes)

    @Test(arguments: 0..<16)
    func `damaged messages are read without a trap and the same however they are split`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let requests = (0..<40).map { _ in RandomMessage.request(using: &random).bytes }
        let responses = (0..<40).map { _ in RandomMessage.response(using: &random).bytes }
        var accepted = 0
        for round in 0..<Self.rounds {
            let isRequest = round % 2 == 0
            let valid = (isRequest ? requests : responses).randomElement(using: &random) ?? []
            let driver =
                isRequest
                ? MessageDriver.request
                : MessageDriver(side: .response(to: round % 8 == 1 ? .head : .get), limits: HeadLimits())
            let message = Self.damage(valid, using: &random)
            let first = driver.deliver(Self.split(message, using: &random))
            if first.fault == nil { accepted += 1 }
            guard driver.deliver(Self.split(message, using: &random)) != first else { continue }
            Issue.record("seed \(seed), round \(round): \(Latin1.text(message).debugDescription)")
            return
        }
        #expect(accepted > Self.rounds / 50 && accepted < Self.rounds)
    }

    private static func damage(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let position = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.insert(.random(in: .min ... .max, using: &random), at: position)
            case 1 where position < bytes.count: bytes[position] = .random(in: .min ... .max, using: &random)
            case 2 where position < bytes.count: bytes.remove(at: position)
            case 3: bytes.insert(contentsOf: dictionary.randomElement(using: &random) ?? [], at: position)
            case 4:
                let other = Int.random(in: 0...bytes.count, using: &random)
                bytes.insert(contentsOf: bytes[min(position, other)..<max(position, other)].prefix(30), at: position)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0..<8, using: &random)))
            }
        }
        return bytes
    }

    /// The message in up to five pieces, some of them empty.
    private static func split(_ bytes: [UInt8], using random: inout SeededGenerator) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        for _ in 0..<Int.random(in: 1..<5, using: &random) {
            let end = Int.random(in: start...bytes.count, using: &random)
            pieces.append(bytes[start..<end])
            start = end
        }
        pieces.append(bytes[start...])
        return pieces
    }
}
