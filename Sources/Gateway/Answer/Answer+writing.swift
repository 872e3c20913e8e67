internal import HTTPCodec
internal import HTTPServer
internal import JSONWebToken

extension Answer {
    /// Answers the exchange: RFC 9457 problem details.
    ///
    /// - Parameters:
    ///   - requestID: the gateway's id of the request.
    ///   - realm: what credentials are for (RFC 9110 §11.5).
    ///   - date: the value of `Date`.
    func write(to exchange: Exchange, requestID: Span<UInt8>, realm: String, date: Span<UInt8>) {
        let id = Self.text(requestID)
        let content = problem(requestID: id)
        let fields = fieldLines(realm: realm, requestID: id) + "Date: " + Self.text(date) + "\r\n"
        exchange.startResponse(status: status, content: .length(UInt64(content.count))) {
            $0.append(Array(fields.utf8))
        }
        exchange.send(content.span)
        exchange.finish()
    }

    /// The problem document (RFC 9457).
    func problem(requestID: String?) -> [UInt8] {
        var members = [
            "\"type\":\"about:blank\"", "\"title\":" + JSONText.literal("\(StatusPhrase.of(status))"),
            "\"status\":\(status)", "\"detail\":" + JSONText.literal(message),
            "\"reason\":" + JSONText.literal(reason.id),
        ]
        if let requestID { members.append("\"requestId\":" + JSONText.literal(requestID)) }
        return Array(("{" + members.joined(separator: ",") + "}\n").utf8)
    }

    private func fieldLines(realm: String, requestID: String) -> String {
        var lines = "Content-Type: application/problem+json\r\nCache-Control: no-store\r\n"
        lines += "X-Request-Id: \(requestID)\r\n"
        if let allow { lines += "Allow: \(allow)\r\n" }
        if let retryAfter { lines += "Retry-After: \(retryAfter)\r\n" }
        switch challenge {
        case .none: break
        case .bare: lines += "WWW-Authenticate: Bearer realm=\"\(realm)\"\r\n"
        case .error(let code, let scope):
            lines += "WWW-Authenticate: Bearer realm=\"\(realm)\", error=\"\(code)\", "
            lines += "error_description=\"\(Self.quotable(message))\""
            if let scope { lines += ", scope=\"\(Self.quotable(scope))\"" }
            lines += "\r\n"
        }
        return lines
    }

    /// Only what RFC 6750 §3 allows between quotes: `%x20-21 / %x23-5B / %x5D-7E`.
    private static func quotable(_ text: String) -> String {
        String(
            decoding: text.utf8.map { byte in
                byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x5C ? byte : UInt8(ascii: "'")
            }, as: UTF8.self)
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
