/// What became of telling a serving gateway about a change.
package enum SyncResult: Hashable, Sendable {
    /// Every loop decides by this change, which is the one asked for or a later one.
    case acknowledged(Int64)
    /// No gateway serves from the data folder.
    case notServing
    /// A gateway may be serving, but has not confirmed the change; the message says why. It polls, and will find it.
    case failed(String)
}
