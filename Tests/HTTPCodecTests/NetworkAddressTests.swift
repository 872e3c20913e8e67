import HTTPCodec
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"), ("255.1.20.255", "255.1.20.255"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("0:0:0:0:0:0:0:1", "::1"), ("1:0:0:0:0:0:0:0", "1::"), ("fe80::000A", "fe80::a"),
        ("::ffff:10.0.0.1", "10.0.0.1"), ("::FFFF:0a00:0001", "10.0.0.1"), ("0:0:0:0:0:ffff:1.2.3.4", "1.2.3.4"),
        ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("::1.2.3.4", "::102:304"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        (
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
        ),
    ])
    func `an address is read, and written in the one recommended form`(text: String, written: String) {
        #expect(parsed(text)?.description == written)
        #expect(parsed(written) == parsed(text))
    }

    @Test(arguments: [
        "", ":", ":::", "1.2.3", "1.2.3.4.", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80",
        "1..2.3", "a.b.c.d", "0x7f.1", "127.1", "2130706433", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", "::1%lo", ":1::", "::1:", "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]", "::1.2.3.04", "1.2.3.4::", "::1.2.3.4:5", "\u{B2}.1.1.1",
    ])
    func `what is nearly an address is none`(text: String) { #expect(parsed(text) == nil) }

    @Test func `what is written is read back`() {
        var numbers = SeededGenerator(seed: 8)
        for round in 0..<2_000 {
            // Many zeros, so that there are gaps to choose from.
            let mask =
                UInt64.random(in: .min ... .max, using: &numbers) & (round % 2 == 0 ? .max : 0xFFFF_0000_0000_FFFF)
            let address = NetworkAddress(
                high: UInt64.random(in: .min ... .max, using: &numbers) & mask,
                low: UInt64.random(in: .min ... .max, using: &numbers) & mask &* 3)
            #expect(parsed(address.description) == address)
        }
    }

    @Test func `whatever bytes come nothing traps`() {
        var numbers = SeededGenerator(seed: 9)
        let alphabet = Array("0123456789abcdefF:.:::..%[] g".utf8)
        for _ in 0..<50_000 {
            let bytes = (0..<Int.random(in: 0...50, using: &numbers)).map { _ in
                alphabet.randomElement(using: &numbers) ?? 0
            }
            if let address = NetworkAddress(bytes.span) { #expect(parsed(address.description) == address) }
        }
    }
}

@Suite struct TrustedNetworksTests {
    private func networks(_ list: (String, Int)...) throws -> TrustedNetworks {
        TrustedNetworks(try list.map { .init(try #require(parsed($0)), prefix: $1) })
    }

    private func contains(_ networks: TrustedNetworks, _ text: String) throws -> Bool {
        networks.contains(try #require(parsed(text)))
    }

    @Test func `a network has its first and its last address and none beside them`() throws {
        let trusted = try networks(
            ("10.0.0.0", 8), ("192.0.2.7", 32), ("fd00::", 8), ("2001:db8::8", 125), ("::1", 128))
        for inside in [
            "10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3", "192.0.2.7", "fd00::", "fdff::1", "2001:db8::8",
            "2001:db8::f", "::1",
        ] {
            #expect(try contains(trusted, inside), "\(inside)")
        }
        for outside in [
            "9.255.255.255", "11.0.0.0", "192.0.2.6", "192.0.2.8", "fc00::1", "fe00::", "2001:db8::7",
            "2001:db8::10", "::2", "::", "::a00:1",
        ] {
            #expect(try !contains(trusted, outside), "\(outside)")
        }
    }

    @Test func `a network of version 6 has no address of version 4`() throws {
        let trusted = try networks(("::", 8))
        #expect(try contains(trusted, "::1"))
        #expect(try !contains(trusted, "10.0.0.1"))
    }

    @Test func `no network has nothing`() throws {
        #expect(TrustedNetworks.none.isEmpty)
        #expect(try !contains(.none, "127.0.0.1"))
    }
}
