import HTTPCodec
import Testing

@Suite struct ConnectionOptionsTests {
    @Test(
        arguments: [
            ("", []), ("close", .close), ("CLOSE", .close), ("keep-alive", .keepAlive), ("Upgrade", .upgrade),
            ("close, keep-alive", [.close, .keepAlive]), ("X-Client-Id, Authorization", .namesFields),
            ("close,X", [.close, .namesFields]), ("closed", .namesFields), (" ,close\t,", .close),
            ("close close", .namesFields),
        ] as [(String, ConnectionOptions)])
    func `the options of Connection are told apart`(value: String, options: ConnectionOptions) {
        let request = MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\nConnection: \(value)\r\n\r\n")
        #expect(request.says("connection") == "\(options.rawValue)")
        let response = MessageDriver.response.outcome(of: "HTTP/1.1 204 x\r\nConnection: \(value)\r\n\r\n")
        #expect(response.says("connection") == "\(options.rawValue)")
    }

    @Test func `several lines are one list`() {
        let fields = "Connection: a\r\nconnection: close\r\n"
        let outcome = MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n")
        #expect(outcome.says("connection") == "\(ConnectionOptions([.close, .namesFields]).rawValue)")
    }

    /// Each of them is compared with every field line.
    @Test func `more bytes of options than any honest head has are refused, on one line or several`() {
        let most = String(repeating: "a,", count: 256)
        let half = String(repeating: ",", count: 256)
        for (lines, isRefused) in [
            ([most], false), ([most, "a"], true), ([half, half], false), ([half, half, "a"], true),
        ] {
            let fields = lines.map { "Connection: \($0)\r\n" }.joined()
            let request = MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n")
            let response = MessageDriver.response.outcome(of: "HTTP/1.1 204 x\r\n\(fields)\r\n")
            for outcome in [request, response] {
                #expect((outcome.end == .fault(.tooManyOptions)) == isRefused)
            }
        }
    }
}
