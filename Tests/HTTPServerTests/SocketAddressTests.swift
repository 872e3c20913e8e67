import Testing

@testable import HTTPServer

@Suite struct SocketAddressTests {
    @Test(
        arguments: [
            ("127.0.0.1", 8080, "127.0.0.1:8080"), ("0.0.0.0", 0, "0.0.0.0:0"), ("::1", 65_535, "[::1]:65535"),
            ("::", 1, "[::]:1"), ("2001:DB8:0:0::1", 443, "[2001:db8::1]:443"),
            ("::ffff:192.0.2.1", 80, "[::ffff:192.0.2.1]:80"),
        ] as [(String, UInt16, String)])
    func `an address is written as it is read`(host: String, port: UInt16, text: String) throws {
        let address = try #require(SocketAddress(host: host, port: port))
        #expect(address.description == text)
        #expect(address.port == port)
        #expect(SocketAddress(host: address.host, port: port) == address)
    }

    @Test(arguments: ["", "localhost", "127.0.0", "127.0.0.1:80", "[::1]", "1.2.3.4.5", "256.0.0.1", "fe80::1%eth0"])
    func `what is no address literal is none`(host: String) {
        #expect(SocketAddress(host: host, port: 1) == nil)
    }

    @Test func `another port or host is another address`() {
        let address = SocketAddress(host: "127.0.0.1", port: 1)
        #expect(address != SocketAddress(host: "127.0.0.1", port: 2))
        #expect(address != SocketAddress(host: "127.0.0.2", port: 1))
        #expect(address == SocketAddress(host: "127.0.0.1", port: 1))
    }
}
