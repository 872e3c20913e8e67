import Testing

@testable import Configuration

struct ValueTests {
    @Test(
        arguments: [
            ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("10m", .seconds(600)), ("24h", .seconds(86_400)),
            ("2d", .seconds(172_800)), ("0s", .zero), ("30", nil), ("s", nil), ("", nil), ("-1s", nil), ("+1s", nil),
            ("1.5s", nil), (" 1s", nil), ("1 s", nil), ("1S", nil), ("01s", nil), ("1sec", nil), ("1s1s", nil),
            ("9223372036854775807d", nil), ("9223372036854775808ms", nil), ("٣s", nil),
        ] as [(String, Duration?)])
    func `a duration is a whole number and a unit`(_ text: String, _ duration: Duration?) {
        #expect(DurationText.parse(text) == duration)
    }

    @Test(
        arguments: [
            ("0B", 0), ("1B", 1), ("2KiB", 2_048), ("10MiB", 10 << 20), ("1GiB", 1 << 30), ("1TiB", 1 << 40),
            ("1", nil),
            ("1KB", nil), ("1MB", nil), ("1kib", nil), ("1 KiB", nil), ("-1B", nil), ("9223372036854775807KiB", nil),
        ] as [(String, Int?)])
    func `a size is a whole number and a binary unit`(_ text: String, _ size: Int?) {
        #expect(SizeText.parse(text) == size)
    }

    @Test func `what is written out is read back`() {
        for milliseconds in [0, 1, 999, 1_000, 90_000, 3_600_000, 86_400_000] {
            let duration = Duration.milliseconds(milliseconds)
            #expect(DurationText.parse(DurationText.text(duration)) == duration)
        }
        for size in [0, 1, 1_023, 1_024, 10 << 20, 3 << 30] { #expect(SizeText.parse(SizeText.text(size)) == size) }
    }

    @Test(
        arguments: [
            ("0.0.0.0", [0, 0, 0, 0]), ("255.1.2.3", [255, 1, 2, 3]), ("::", Array(repeating: 0, count: 16)),
            ("::1", Array(repeating: 0, count: 15) + [1]),
            ("1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]),
            ("fe80::a:B", [0xFE, 0x80] + Array(repeating: 0, count: 10) + [0, 10, 0, 11]),
            ("1::", [0, 1] + Array(repeating: 0, count: 14)),
            ("::ffff:127.0.0.1", Array(repeating: 0, count: 10) + [255, 255, 127, 0, 0, 1]),
            ("1:2:3:4:5:6:1.2.3.4", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, 2, 3, 4]),
            ("256.0.0.1", nil), ("1.2.3", nil), ("01.2.3.4", nil), ("1.2.3.4.", nil), ("", nil), (":", nil),
            (":::", nil),
            ("1::2::3", nil), ("1:2:3:4:5:6:7", nil), ("1:2:3:4:5:6:7:8:9", nil), ("1:2:3:4::5:6:7:8", nil),
            ("12345::", nil),
            ("g::", nil), ("1.2.3.4::", nil), ("::1%lo", nil), (":1::", nil), ("::1:", nil),
            ("1:2:3:4:5:6:7:1.2.3.4", nil),
        ] as [(String, [UInt8]?)])
    func `an address is read byte for byte`(_ text: String, _ bytes: [UInt8]?) {
        #expect(IPAddress(text)?.bytes == bytes)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true), ("::ffff:127.0.0.1", true), ("128.0.0.1", false),
        ("0.0.0.0", false), ("::", false), ("::2", false), ("::ffff:10.0.0.1", false), ("1::1", false),
    ])
    func `only what stays on the machine is loopback`(_ text: String, _ isLoopback: Bool) throws {
        #expect(try #require(IPAddress(text)).isLoopback == isLoopback)
    }

    @Test(
        arguments: [
            ("paymets", "payments"), ("payments", "payments"), ("pyaments", "payments"), ("pyamenst", "payments"),
            ("pyamenstx", nil), ("paymentsss", "payments"),
            ("payme", nil), ("red", "read"), ("ab", nil), ("orders", nil), ("", nil),
        ] as [(String, String?)])
    func `a name within two changes is suggested`(_ name: String, _ suggestion: String?) {
        #expect(NearMiss.find(name, among: ["payments", "read", "cd"]) == suggestion)
    }

    @Test func `a secret is read from where it is kept`() throws {
        func resolve(_ reference: SecretReference) throws(SecretReferenceError) -> String {
            let bytes = try reference.resolve(
                environment: { ["KEY": "value", "EMPTY": ""][$0] },
                file: { ["/a": Array("text\r\n".utf8), "/b": Array("a\n\n".utf8), "/e": [10]][$0] })
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try resolve(.environment("KEY")) == "value")
        #expect(try resolve(.file("/a")) == "text")
        #expect(try resolve(.file("/b")) == "a\n")
        #expect(throws: SecretReferenceError.environmentMissing("NONE")) { try resolve(.environment("NONE")) }
        #expect(throws: SecretReferenceError.environmentMissing("EMPTY")) { try resolve(.environment("EMPTY")) }
        #expect(throws: SecretReferenceError.fileUnreadable("/none")) { try resolve(.file("/none")) }
        #expect(throws: SecretReferenceError.fileEmpty("/e")) { try resolve(.file("/e")) }
    }
}
