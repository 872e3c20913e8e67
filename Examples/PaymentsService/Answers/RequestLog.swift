import HTTPServer

/// One line for each request on standard output.
struct RequestLog: Sendable {
    func write(_ request: WholeRequest, _ response: WholeResponse) {
        Output.line(Self.line(request, response))
    }

    /// Such as `GET /transactions?limit=2 200 client=app_1 request=4f1d`.
    static func line(_ request: WholeRequest, _ response: WholeResponse) -> String {
        let caller = Caller(request)
        let target = request.path + (request.query.map { "?" + $0 } ?? "")
        return [
            plain(request.method), plain(target), "\(response.status)", "client=" + plain(caller.clientID ?? "-"),
            "request=" + plain(caller.requestID ?? "-"),
        ].joined(separator: " ")
    }

    /// Visible ASCII only, so that what a client sent cannot look like another part of the line.
    private static func plain(_ text: String) -> String {
        String(decoding: text.utf8.map { 0x21...0x7E ~= $0 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
