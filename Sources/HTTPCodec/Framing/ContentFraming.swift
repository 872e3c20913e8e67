/// How the end of a message's content is known (RFC 9112 §6.3).
@frozen
public enum ContentFraming: Sendable, Hashable {
    /// There is no content.
    case none
    /// So many bytes.
    case length(UInt64)
    /// The chunked transfer coding.
    case chunked
    /// Everything until the connection closes; responses only.
    case untilClose

    /// Whether there is content whose end is still to be found; a length of 0 is none.
    @inlinable
    public var hasContent: Bool {
        switch self {
        case .none, .length(0): false
        case .length, .chunked, .untilClose: true
        }
    }
}

/// What the framing fields of a head say, gathered line by line; both parsers share it.
struct FramingFields {
    private(set) var contentLength: UInt64?
    private(set) var isChunked = false

    /// Takes in a `Content-Length` value: `1*DIGIT`, without a leading zero beside others, and below 2^63.
    ///
    /// A repeated line is refused even where the values agree: a list is legal to merge, but no honest client of a
    /// web service sends one.
    mutating func addContentLength(_ value: Span<UInt8>) throws(MessageFault) {
        guard contentLength == nil, value.count > 0, value.count <= 19 else { throw .contentLength }
        guard value.count == 1 || value[0] != 0x30 else { throw .contentLength }
        var number: UInt64 = 0
        for index in value.indices {
            guard value[index] >= 0x30, value[index] <= 0x39 else { throw .contentLength }
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            guard !overflow else { throw .contentLength }
            number = product + UInt64(value[index] - 0x30)
        }
        guard number <= UInt64(Int64.max) else { throw .contentLength }
        contentLength = number
    }

    /// Takes in a `Transfer-Encoding` value: exactly `chunked`.
    mutating func addTransferEncoding(_ value: Span<UInt8>) throws(MessageFault) {
        guard !isChunked else { throw .transferEncoding }
        guard value.equalsIgnoringCase("chunked".utf8.span) else {
            throw Self.isListOfCodings(value) ? .unknownTransferCoding : .transferEncoding
        }
        isChunked = true
    }

    /// The rules that concern both fields and the version (RFC 9112 §6.1).
    func check(minorVersion: UInt8) throws(MessageFault) {
        guard isChunked else { return }
        if contentLength != nil { throw .bothFramings }
        if minorVersion == 0 { throw .transferEncodingInOldVersion }
    }

    /// Whether the value is `coding, …, chunked` with chunked once and last, so that only the coding is unknown.
    private static func isListOfCodings(_ value: Span<UInt8>) -> Bool {
        var list = ListReader(value)
        var endsInChunked = false
        while let element = list.next() {
            let coding = element.of(value)
            guard !endsInChunked else { return false }
            for index in coding.indices where !ByteClass.isToken(coding[index]) { return false }
            endsInChunked = coding.equalsIgnoringCase("chunked".utf8.span)
        }
        return endsInChunked
    }
}
