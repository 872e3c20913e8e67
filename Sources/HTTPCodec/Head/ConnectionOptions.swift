/// The options of a `Connection` field (RFC 9110 §7.6.1), as far as they steer a connection.
package struct ConnectionOptions: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let close = ConnectionOptions(rawValue: 1)
    package static let keepAlive = ConnectionOptions(rawValue: 2)
    package static let upgrade = ConnectionOptions(rawValue: 4)
    /// At least one option that names some other field, which must not be passed on.
    package static let namesFields = ConnectionOptions(rawValue: 8)

    /// The options of one field line's value.
    static func of(_ value: Span<UInt8>) -> ConnectionOptions {
        var options: ConnectionOptions = []
        var list = ListReader(value)
        while let element = list.next() {
            let option = element.of(value)
            if option.equalsIgnoringCase("close".utf8.span) {
                options.insert(.close)
            } else if option.equalsIgnoringCase("keep-alive".utf8.span) {
                options.insert(.keepAlive)
            } else if option.equalsIgnoringCase("upgrade".utf8.span) {
                options.insert(.upgrade)
            } else {
                options.insert(.namesFields)
            }
        }
        return options
    }
}
