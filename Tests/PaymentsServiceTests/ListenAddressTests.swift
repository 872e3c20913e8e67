import HTTPServer
import Testing

@testable import PaymentsService

@Suite struct ListenAddressTests {
    @Test(arguments: ["127.0.0.1:9001", "0.0.0.0:0", "[::1]:65535"])
    func `a literal and a port are taken`(text: String) {
        #expect(ListenAddress.parse(text)?.description == text)
    }

    @Test(arguments: [
        "", "9001", ":9001", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:9001", "localhost:9001",
        "[127.0.0.1:9001", "300.0.0.1:1",
    ])
    func `anything else is refused`(text: String) {
        #expect(ListenAddress.parse(text) == nil)
    }
}
