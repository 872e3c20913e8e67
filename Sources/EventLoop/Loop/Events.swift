/// What can happen to a descriptor, as a set: the `epoll` bits under readable names.
@frozen
package struct Events: OptionSet, Sendable {
    package let rawValue: UInt32

    @inlinable
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Bytes, an end of stream or a new connection can be taken.
    package static let readable = Events(rawValue: 0x001)
    /// There is room to write.
    package static let writable = Events(rawValue: 0x004)
    /// An error is pending on the descriptor; always reported.
    package static let error = Events(rawValue: 0x008)
    /// Both directions are closed; always reported.
    package static let hangup = Events(rawValue: 0x010)

    /// Error or hang-up: nothing more can be sent.
    package static let broken: Events = [.error, .hangup]
}
