import HTTPCodec

/// What a response head says, as values of its own: the places in which it stood do not count.
struct ResponseReading: Equatable {
    var status: Int
    var phrase: [UInt8]
    var minorVersion: UInt8
    var contentLength: UInt64?
    var framing: ContentFraming
    var hasDate: Bool
    var isPersistent: Bool
    var fields: [MessageRules.Field]
}

extension ResponseReading {
    /// What the parser says of a head.
    init(_ head: borrowing ResponseHead, _ bytes: Span<UInt8>) {
        let lines = head.fields.lines
        self.init(
            status: head.status, phrase: [UInt8](of: head.reasonPhrase.of(bytes)), minorVersion: head.minorVersion,
            contentLength: head.contentLength, framing: head.framing, hasDate: head.hasDate,
            isPersistent: head.isPersistent,
            fields: lines.map {
                MessageRules.Field(name: [UInt8](of: $0.name.of(bytes)), value: [UInt8](of: $0.value.of(bytes)))
            })
    }
}
