import HTTPCodec
import Testing

/// The header of the PROXY protocol, both versions, whole and in pieces.
@Suite struct ProxyHeaderTests {
    private static let signature = "\r\n\r\n\0\r\nQUIT\n"

    /// What was read.
    struct Read: Equatable {
        let source: ProxyHeader.Source
        let count: Int

        init(_ source: ProxyHeader.Source, _ count: Int) {
            self.source = source
            self.count = count
        }
    }

    private func read(_ bytes: [UInt8]) throws -> Read? {
        try ProxyHeader.read(bytes.span).map { Read($0.source, $0.byteCount) }
    }

    /// A header of version 2.
    private static func binary(
        _ command: UInt8, _ family: UInt8, _ content: [UInt8], length: Int? = nil
    ) -> [UInt8] {
        let length = length ?? content.count
        return Latin1.bytes(signature) + [command, family, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }

    private static let four: [UInt8] = [203, 0, 113, 7, 10, 0, 0, 1, 0x1F, 0x90, 0, 80]
    private static let six: [UInt8] =
        [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [7] + Array(repeating: 0, count: 15) + [
            1, 0, 1, 0, 2,
        ]

    private static func source(_ text: String) -> ProxyHeader.Source { parsed(text).map { .address($0) } ?? .unknown }

    static let good: [([UInt8], ProxyHeader.Source)] = [
        (Latin1.bytes("PROXY TCP4 203.0.113.7 10.0.0.1 8080 80\r\n"), source("203.0.113.7")),
        (Latin1.bytes("PROXY TCP4 0.0.0.0 255.255.255.255 0 65535\r\n"), source("0.0.0.0")),
        (Latin1.bytes("PROXY TCP6 2001:db8::7 ::1 1 2\r\n"), source("2001:db8::7")),
        (
            Latin1.bytes(
                "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n"
            ),
            source("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
        ),
        (Latin1.bytes("PROXY UNKNOWN\r\n"), .unknown),
        (Latin1.bytes("PROXY UNKNOWN what ever \u{1}\u{FF} it is\r\n"), .unknown),
        (binary(0x21, 0x11, four), source("203.0.113.7")),
        (binary(0x21, 0x21, six), source("2001:db8::7")),
        (binary(0x21, 0x11, four + [0x04, 0, 3, 1, 2, 3, 0xEE, 0, 0]), source("203.0.113.7")),
        (binary(0x21, 0x11, four + [0x04, 1, 0] + Array(repeating: 9, count: 256)), source("203.0.113.7")),
        (binary(0x21, 0x31, Array(repeating: 1, count: 216)), .unknown),
        (binary(0x21, 0x00, []), .unknown),
        (binary(0x21, 0x00, [1, 2, 3]), .unknown),
        (binary(0x20, 0x00, []), .local),
        (binary(0x20, 0x11, four), .local),
        (binary(0x20, 0xFF, [1]), .local),
        (binary(0x21, 0x00, Array(repeating: 0, count: 4_080)), .unknown),
    ]

    @Test(arguments: good)
    func `a header is read, whatever comes behind it, and at no byte before its end`(
        _ bytes: [UInt8], _ source: ProxyHeader.Source
    ) throws {
        for rest in [[], Latin1.bytes("GET / HTTP/1.1\r\n"), Latin1.bytes("PROXY "), Latin1.bytes(Self.signature)] {
            #expect(try read(bytes + rest) == Read(source, bytes.count))
        }
        for count in 0..<bytes.count { #expect(try read(Array(bytes.prefix(count))) == nil) }
    }

    static let bad: [[UInt8]] =
        [
            "GET / HTTP/1.1\r\n", "\r\nGET / HTTP/1.1\r\n", "\r\n\r\nGET", "proxy TCP4 1.1.1.1 1.1.1.1 1 1\r\n",
            "PROXYTCP4", "PROXY\r\n", "PROXY \r\n", "PROXY  TCP4 1.1.1.1 2.2.2.2 1 2\r\n",
            "PROXY TCP 1.1.1.1 2.2.2.2 1 2\r\n",
            "PROXY TCP5 1.1.1.1 2.2.2.2 1 2\r\n", "PROXY UDP4 1.1.1.1 2.2.2.2 1 2\r\n", "PROXY UNKNOWNX\r\n",
            "PROXY TCP4\r\n", "PROXY TCP4 1.1.1.1\r\n", "PROXY TCP4 1.1.1.1 2.2.2.2\r\n",
            "PROXY TCP4 1.1.1.1 2.2.2.2 1\r\n",
            "PROXY TCP4 1.1.1.1 2.2.2.2 1 2 \r\n", "PROXY TCP4 1.1.1.1 2.2.2.2 1 2 3\r\n",
            "PROXY TCP4 1.1.1.1  2.2.2.2 1 2\r\n", "PROXY TCP4 1.1.1.1\t2.2.2.2 1 2\r\n", "PROXY TCP4 ::1 ::1 1 2\r\n",
            "PROXY TCP6 1.1.1.1 2.2.2.2 1 2\r\n", "PROXY TCP4 1.1.1.1 ::1 1 2\r\n",
            "PROXY TCP4 1.1.1.256 2.2.2.2 1 2\r\n",
            "PROXY TCP4 1.1.1.01 2.2.2.2 1 2\r\n", "PROXY TCP4 1.1.1.1 2.2.2.2 65536 2\r\n",
            "PROXY TCP4 1.1.1.1 2.2.2.2 01 2\r\n", "PROXY TCP4 1.1.1.1 2.2.2.2 -1 2\r\n",
            "PROXY TCP4 1.1.1.1 2.2.2.2 1 x\r\n",
            "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\n", "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\rx", "PROXY UNKNOWN a\rb\r\n",
            "PROXY UNKNOWN a\nb\r\n", "PROXY UNKNOWN " + String(repeating: "a", count: 92) + "\r\n",
            "PROXY UNKNOWN " + String(repeating: "a", count: 93), signature + "\u{11}", signature + "\u{22}",
            signature + "\0",
        ].map(Latin1.bytes)
        + [
            binary(0x21, 0x12, four), binary(0x21, 0x22, six), binary(0x21, 0x10, four), binary(0x21, 0x01, []),
            binary(0x21, 0x41, four), binary(0x21, 0x11, Array(four.dropLast())),
            binary(0x21, 0x21, Array(six.dropLast())),
            binary(0x21, 0x31, Array(repeating: 1, count: 215)), binary(0x21, 0x11, [], length: 4_081),
            binary(0x20, 0x11, [], length: 65_535), binary(0x21, 0x11, four + [1]), binary(0x21, 0x11, four + [1, 0]),
            binary(0x21, 0x11, four + [1, 0, 1]), binary(0x21, 0x11, four + [1, 0, 3, 9, 1]),
            binary(0x21, 0x11, four + [1, 255, 255, 9]),
        ]

    @Test(arguments: bad)
    func `what breaks the protocol is refused`(_ bytes: [UInt8]) {
        #expect(throws: ProxyHeader.Fault.self) { try read(bytes) }
    }

    @Test func `the longest text is accepted and one byte more is not`() throws {
        let longest = "PROXY UNKNOWN " + String(repeating: "a", count: 91) + "\r\n"
        #expect(longest.utf8.count == 107)
        #expect(try read(Latin1.bytes(longest)) == Read(.unknown, 107))
    }

    @Test func `whatever bytes come, nothing traps and a header is no longer than what came`() {
        var numbers = SeededGenerator(seed: 10)
        for round in 0..<30_000 {
            var bytes = Self.good[round % Self.good.count].0
            for _ in 0...Int.random(in: 0...2, using: &numbers) {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = .random(in: .min ... .max, using: &numbers)
            }
            let header = try? read(Array(bytes.prefix(.random(in: 0...bytes.count, using: &numbers))))
            if let header { #expect(header.count <= bytes.count) }
        }
    }
}
