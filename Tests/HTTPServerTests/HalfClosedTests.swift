import Testing
import TollgateTesting

@testable import HTTPServer

/// A client that has ended its direction may still read.
@Suite struct HalfClosedTests {
    @Test(arguments: KeepAliveTests.messages)
    func `a whole request is answered, and then the connection ends`(message: String, answer: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(message)
        client.endWriting()
        #expect(try client.readResponse().text == answer)
        #expect(try client.readToEnd() == .silentEnd)
        try server.waitForConnections(0)
    }

    @Test(arguments: KeepAliveTests.messages, ["\r\n", "\r\n\r\n", "\r"])
    func `a line end behind the last request keeps the connection no longer`(
        message: (message: String, answer: String), rest: String
    ) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(message.message + rest)
        client.endWriting()
        #expect(try client.readResponse().text == message.answer)
        #expect(try client.readToEnd() == .silentEnd)
        try server.waitForConnections(0)
    }

    @Test func `requests that had come are all answered, however late`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n")
        client.endWriting()
        try server.wait(for: "begin /held")
        #expect(client.isQuiet(for: 100))
        try server.release("late")
        #expect(try client.readResponse().text == "late")
        #expect(try client.readResponse().text == "/second")
        #expect(try client.readToEnd() == .silentEnd)
    }

    @Test(arguments: ["", "\r\n", "GET /a HTTP/1.1\r\nHost"])
    func `with less than a request the connection just ends`(sent: String) throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send(sent)
        client.endWriting()
        #expect(try client.readToEnd() == .silentEnd)
        try server.waitForConnections(0)
        #expect(try server.events == [])
    }

    @Test func `a client that is gone ends its exchange`() throws {
        let server = try ServerUnderTest()
        let client = try server.connect()
        try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
        try server.wait(for: "begin /held")
        client.reset()
        try server.wait(for: "ended false")
        try server.waitForConnections(0)
    }
}
