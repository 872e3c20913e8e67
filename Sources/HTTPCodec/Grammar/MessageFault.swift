/// What is wrong with a message, from either side. The raw value is the reason's stable id.
package enum MessageFault: String, Error, Hashable, Sendable, CaseIterable {
    // The start line
    case requestLine = "message.requestLine"
    case statusLine = "message.statusLine"
    case version = "message.version"
    case target = "message.target"
    case targetTooLong = "message.targetTooLong"
    case connectMethod = "message.connect"

    // Lines and fields
    case bareLineFeed = "message.bareLineFeed"
    case bareCarriageReturn = "message.bareCarriageReturn"
    case nul = "message.nul"
    case headTooLarge = "message.headTooLarge"
    case tooManyFields = "message.tooManyFields"
    case tooManyOptions = "message.tooManyOptions"
    case fieldName = "message.fieldName"
    case fieldValue = "message.fieldValue"
    case foldedLine = "message.foldedLine"
    case host = "message.host"
    case missingHost = "message.missingHost"
    case repeatedAuthorization = "credentials.repeated"
    case forwarding = "message.forwarding"

    // Framing
    case contentLength = "message.contentLength"
    case transferEncoding = "message.transferEncoding"
    case unknownTransferCoding = "message.transferCoding"
    case bothFramings = "message.bothFramings"
    case transferEncodingInOldVersion = "message.oldTransferEncoding"
    case expectation = "message.expectation"
    case chunk = "message.chunk"
    case trailer = "message.trailer"
    case contentTooLarge = "message.contentTooLarge"

    // Time and ends
    case headTimeout = "message.headTimeout"
    case contentTimeout = "message.contentTimeout"
    case incomplete = "message.incomplete"

    /// The status that a client which sent such a message is answered with.
    package var status: Int {
        switch self {
        case .version: 505
        case .targetTooLong: 414
        case .headTooLarge, .tooManyFields, .tooManyOptions: 431
        case .unknownTransferCoding, .connectMethod: 501
        case .expectation: 417
        case .contentTooLarge: 413
        case .headTimeout, .contentTimeout: 408
        default: 400
        }
    }

    /// What is wrong, with the rule it breaks, for whoever sent the message.
    package var explanation: StaticString {
        switch self {
        case .requestLine: "The request line is not METHOD SP TARGET SP HTTP/1.1 (RFC 9112 section 3)."
        case .statusLine: "The status line is not HTTP/1.1 SP STATUS SP REASON (RFC 9112 section 4)."
        case .version: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .target: "The request target holds a character that must be percent-encoded, or has no path."
        case .targetTooLong: "The request target is longer than is accepted here."
        case .connectMethod: "CONNECT is not served here."
        case .bareLineFeed: "A line ends in LF without CR (RFC 9112 section 2.2)."
        case .bareCarriageReturn: "A CR stands without LF (RFC 9112 section 2.2)."
        case .nul: "The head holds a NUL."
        case .headTooLarge: "The head is larger than is accepted here."
        case .tooManyFields: "The head has more field lines than are accepted here."
        case .tooManyOptions: "The Connection fields list more options than are accepted here."
        case .fieldName: "A field name is empty, is followed by white space, or is not a token (RFC 9112 section 5.1)."
        case .fieldValue: "A field value holds a control character (RFC 9110 section 5.5)."
        case .foldedLine: "A field line begins with white space (RFC 9112 section 5.2)."
        case .host: "Host is repeated, is not a host, or differs from the target's authority (RFC 9112 section 3.2)."
        case .missingHost: "An HTTP/1.1 request needs a Host field (RFC 9112 section 3.2)."
        case .repeatedAuthorization: "There is more than one Authorization field; send one."
        case .forwarding:
            "X-Forwarded fields and Forwarded contradict each other; a proxy passes one of them on unchecked."
        case .contentLength: "Content-Length is not one plain decimal number (RFC 9112 section 6.3)."
        case .transferEncoding: "Transfer-Encoding is malformed or does not end in chunked (RFC 9112 section 6.3)."
        case .unknownTransferCoding: "The only transfer coding understood here is chunked."
        case .bothFramings: "Content-Length and Transfer-Encoding stand together (RFC 9112 section 6.1)."
        case .transferEncodingInOldVersion: "An HTTP/1.0 message has a Transfer-Encoding (RFC 9112 section 6.1)."
        case .expectation: "The only expectation understood here is 100-continue."
        case .chunk: "The chunked coding is malformed (RFC 9112 section 7.1)."
        case .trailer: "The trailer section is malformed or too large (RFC 9112 section 7.1.2)."
        case .contentTooLarge: "The content is larger than is accepted here."
        case .headTimeout: "The head did not arrive in time."
        case .contentTimeout: "The content stopped arriving."
        case .incomplete: "The connection ended before the message did."
        }
    }
}
