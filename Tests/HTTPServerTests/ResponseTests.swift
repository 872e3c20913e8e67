import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct ResponseTests {
    private func ask(_ line: String, _ body: (RawConnection) throws -> Void) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send("\(line)\r\nHost: a\r\n\r\n")
        try body(client)
    }

    /// Sends a second request, which shows that the first response ended where it should.
    private func next(_ client: RawConnection) throws {
        try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readResponse().text == "/next")
    }

    @Test func `the response to HEAD says the length and has no content`() throws {
        try ask("HEAD /abc HTTP/1.1") { client in
            let response = try client.readResponse(to: "HEAD")
            #expect(response.values(of: "Content-Length") == ["4"])
            try next(client)
        }
        try ask("HEAD /unknown HTTP/1.1") { client in
            let response = try client.readResponse(to: "HEAD")
            #expect(response.values(of: "Content-Length") == [])
            try next(client)
        }
    }

    @Test(arguments: [("/204", 204, [] as [String]), ("/304", 304, ["5"])])
    func `a response that has no content is followed by the next`(path: String, status: Int, length: [String]) throws {
        try ask("GET \(path) HTTP/1.1") { client in
            let response = try client.readResponse()
            #expect(response.status == status)
            #expect(response.values(of: "Content-Length") == length)
            #expect(response.values(of: "Transfer-Encoding") == [])
            try next(client)
        }
    }

    @Test func `content of unknown length is chunked to HTTP 1.1 and ends with the connection to HTTP 1.0`() throws {
        try ask("GET /unknown HTTP/1.1") { client in
            let response = try client.readResponse()
            #expect(response.values(of: "Transfer-Encoding") == ["chunked"])
            #expect(response.text == "unknown")
            try next(client)
        }
        try ask("GET /unknown HTTP/1.0\r\nConnection: keep-alive") { client in
            let response = try client.readResponse()
            #expect(response.values(of: "Transfer-Encoding") == [])
            #expect(response.values(of: "Connection") == ["close"])
            #expect(response.text == "unknown")
        }
    }

    @Test(arguments: ["/short", "/long", "/aborted"])
    func `a response that is not what it announced must not look whole`(path: String) throws {
        try ask("GET \(path) HTTP/1.1") { client in
            let ending = try client.readToEnd()
            #expect(ending.isReset)
        }
    }

    @Test func `an interim response goes to HTTP 1.1 and not to HTTP 1.0`() throws {
        try ask("GET /interim HTTP/1.1") { client in
            let interim = try client.readResponse()
            #expect(interim.status == 103)
            #expect(interim.values(of: "Link") == ["</a>"])
            #expect(try client.readResponse().text == "after")
        }
        try ask("GET /interim HTTP/1.0") { client in
            let response = try client.readResponse()
            #expect(response.text == "after")
        }
    }
}
