import Testing
import TollgateTesting

@testable import HTTPServer

/// The answer to a head that cannot be understood: without content where it is the answer to HEAD (RFC 9110 §9.3.2), and
/// never by what the request before it was.
@Suite struct RefusedHeadTests {
    /// What is answered to `message` on a new connection, up to the end.
    private func answer(_ message: String, to method: String, of server: ServerUnderTest) throws -> String {
        let client = try server.connect()
        try client.send(message)
        let response = try client.readResponse(to: method)
        #expect(response.status == 400)
        #expect(response.values(of: "Connection") == ["close"])
        #expect(try client.readToEnd() == .silentEnd)
        return response.text
    }

    @Test func `a refused HEAD is answered without content, a refused GET with it`() throws {
        let server = try ServerUnderTest()
        #expect(try answer("HEAD /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", to: "HEAD", of: server).isEmpty)
        #expect(try !answer("GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", to: "GET", of: server).isEmpty)
    }

    @Test(arguments: ["GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "(\r\n\r\n", "GET /a HTTP/1.1\r\nHost: a\r\u{0}"])
    func `a head that cannot be read is not answered by the method of the one before`(message: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readResponse(to: "HEAD").status == 200)
        #expect(try !answer(message, to: "GET", of: server).isEmpty)
    }
}
