import HTTPCodec
import Testing

/// What Content-Length and Transfer-Encoding may say, of requests and of responses (RFC 9112 §6).
@Suite struct FramingFieldsTests {
    private static let request = "POST / HTTP/1.1\r\nHost: h\r\n"
    private static let response = "HTTP/1.1 200 OK\r\n"
    private static let length = "Content-Length: 1\r\n\r\nx"
    private static let chunked = "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"

    /// Field lines that must be refused in either direction, their content included.
    static let fields: [(String, String, MessageFault, String)] = {
        let lengths = [
            "+1", "-1", "-0", "01", "010", "00", "1 1", "1,1", "1, 1", "1, 2", "", "0x1", "1.0", "1e0", "1_0", "a",
            "\u{B9}", "1;", "1\t1", "9223372036854775808", "18446744073709551615", "18446744073709551616",
            "18446744073709551617", "99999999999999999999", "1000000000000000000000000000000000000000000",
        ]
        let codings: [(String, MessageFault)] = [
            ("", .transferEncoding), ("gzip", .transferEncoding), ("identity", .transferEncoding),
            ("chunked, gzip", .transferEncoding), ("chunked, chunked", .transferEncoding),
            ("chunked,", .unknownTransferCoding), (",chunked", .unknownTransferCoding),
            ("gzip, chunked", .unknownTransferCoding), ("identity,chunked", .unknownTransferCoding),
            ("gzip, chunked, gzip, chunked", .transferEncoding), ("xchunked", .transferEncoding),
            ("chunkedx", .transferEncoding), ("chunked;a=b", .transferEncoding), ("\"chunked\"", .transferEncoding),
            ("chunked chunked", .transferEncoding), ("chunke\u{E4}", .transferEncoding), ("chunk", .transferEncoding),
        ]
        return lengths.map { ("Content-Length: \($0)", "Content-Length: \($0)\r\n\r\nx", .contentLength, length) }
            + codings.map {
                ("Transfer-Encoding: \($0.0)", "Transfer-Encoding: \($0.0)\r\n\r\n0\r\n\r\n", $0.1, chunked)
            }
            + [
                (
                    "two different lengths", "Content-Length: 1\r\n" + "Content-Length: 2\r\n\r\nx", .contentLength,
                    length
                ),
                ("two equal lengths", "Content-Length: 1\r\n" + length, .contentLength, length),
                ("two codings", "Transfer-Encoding: chunked\r\n" + chunked, .transferEncoding, chunked),
                (
                    "a coding after chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
                    .transferEncoding, chunked
                ),
                ("a length, then chunked", "Content-Length: 5\r\n" + chunked, .bothFramings, chunked),
                (
                    "chunked, then a length", "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\nx", .bothFramings,
                    length
                ),
                ("a space before the colon", "Content-Length : 1\r\n\r\nx", .fieldName, length),
                ("a tab before the colon", "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", .fieldName, chunked),
                (
                    "a vertical tab around chunked", "Transfer-Encoding: \u{B}chunked\r\n\r\n0\r\n\r\n", .fieldValue,
                    chunked
                ),
            ]
    }()

    static let cases: [FaultCase] = fields.map { name, bad, fault, repaired in
        FaultCase(name, request + bad, fault, repaired: request + repaired)
    }

    static let responseCases: [FaultCase] = fields.map { name, bad, fault, repaired in
        FaultCase(name, response + bad, fault, repaired: response + repaired)
    }

    @Test(arguments: cases)
    func `a request with doubtful framing is refused`(_ fault: FaultCase) { fault.check(.request) }

    @Test(arguments: responseCases)
    func `a response with doubtful framing is refused`(_ fault: FaultCase) { fault.check(.response) }

    @Test func `Transfer-Encoding in HTTP/1.0 is refused in both directions`() {
        FaultCase(
            "request", "POST / HTTP/1.0\r\nHost: h\r\n" + Self.chunked, .transferEncodingInOldVersion,
            repaired: Self.request + Self.chunked
        ).check(.request)
        FaultCase(
            "response", "HTTP/1.0 200 OK\r\n" + Self.chunked, .transferEncodingInOldVersion,
            repaired: Self.response + Self.chunked
        ).check(.response)
    }

    @Test(arguments: [("0", 0), ("1", 1), ("\t10 ", 10), ("9223372036854775807", UInt64(Int64.max))])
    func `a plain decimal number is a length`(text: String, number: UInt64) {
        let outcome = MessageDriver.request.outcome(of: Self.request + "Content-Length: \(text)\r\n\r\n")
        #expect(outcome.says("framing") == "length(\(number))")
        #expect(outcome.end == (number == 0 ? .complete : .needsMore))
        let answer = MessageDriver.response.outcome(of: Self.response + "Content-Length: \(text)\r\n\r\n")
        #expect(answer.says("length") == "\(number)")
        #expect(answer.end == (number == 0 ? .complete : .needsMore))
    }

    @Test(arguments: ["chunked", "CHUNKED", "Chunked", "\t chunked \t"])
    func `chunked is read without case`(coding: String) {
        let message = Self.request + "Transfer-Encoding: \(coding)\r\n\r\n1\r\nx\r\n0\r\n\r\n"
        let outcome = MessageDriver.request.outcome(of: message)
        #expect(outcome.end == .complete)
        #expect(outcome.content == [0x78])
    }

    @Test func `without a framing field a request has no content and a response has all until the end`() {
        let request = MessageDriver.request.outcome(of: Self.request + "\r\nGET")
        #expect(request.end == .complete && request.content.isEmpty && request.rest == 3)
        let response = MessageDriver.response.outcome(of: Self.response + "\r\nGET")
        #expect(response.end == .untilClose && response.content == Latin1.bytes("GET"))
        #expect(response.says("persistent") == "false")
    }
}
