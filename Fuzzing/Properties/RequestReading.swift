import HTTPCodec

/// What a request head says, as values of its own: the places in which it stood do not count.
struct RequestReading: Equatable {
    var method: [UInt8]
    var target: [UInt8]
    var path: [UInt8]
    var query: [UInt8]?
    var host: [UInt8]
    var minorVersion: UInt8
    var expectsContinue: Bool
    var authorization: [UInt8]?
    var framing: ContentFraming
    var isPersistent: Bool
    var fields: [MessageRules.Field]
}

extension RequestReading {
    /// What the parser says of a head.
    init(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) {
        let lines = head.fields.lines
        self.init(
            method: [UInt8](of: head.methodName.of(bytes)), target: [UInt8](of: head.target.of(bytes)),
            path: [UInt8](of: head.path.of(bytes)), query: head.query.map { [UInt8](of: $0.of(bytes)) },
            host: [UInt8](of: head.host.of(bytes)), minorVersion: head.minorVersion,
            expectsContinue: head.expectsContinue, authorization: head.authorization.map { [UInt8](of: $0.of(bytes)) },
            framing: head.framing, isPersistent: head.isPersistent,
            fields: lines.map {
                MessageRules.Field(name: [UInt8](of: $0.name.of(bytes)), value: [UInt8](of: $0.value.of(bytes)))
            })
    }
}
