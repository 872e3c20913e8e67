/// The options of a `Connection` field (RFC 9110 §7.6.1), as far as they steer a connection.
package struct ConnectionOptions: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let close = ConnectionOptions(rawValue: 1)
    package static let keepAlive = ConnectionOptions(rawValue: 2)
    package static let upgrade = ConnectionOptions(rawValue: 4)
    /// At least one option that names some other field, which must not be passed on.
    package static let namesFields = ConnectionOptions(rawValue: 8)

    /// How many bytes the `Connection` fields of a head may have together. An honest one has a few dozen; each field line
    /// of the head is looked for in them, so that a long list would cost a hundred times what the whole call does.
    static let longest = 512

    /// The options of one field line's value.
    ///
    /// - Parameter byteCount: the bytes of the values so far; those of this one are added.
    static func of(_ value: Span<UInt8>, adding byteCount: inout Int) throws(MessageFault) -> ConnectionOptions {
        byteCount += value.count
        guard byteCount <= longest else { throw .tooManyOptions }
        return of(value)
    }

    /// The options of one field line's value.
    static func of(_ value: Span<UInt8>) -> ConnectionOptions {
        var options: ConnectionOptions = []
        var list = ListReader(value)
        while let element = list.next() {
            let option = element.of(value)
            if option.equalsIgnoringCase("close") {
                options.insert(.close)
            } else if option.equalsIgnoringCase("keep-alive") {
                options.insert(.keepAlive)
            } else if option.equalsIgnoringCase("upgrade") {
                options.insert(.upgrade)
            } else {
                options.insert(.namesFields)
            }
        }
        return options
    }
}
