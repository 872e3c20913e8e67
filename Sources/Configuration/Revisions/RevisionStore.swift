package import Registry

/// The only door to storage of the configurations that were in force.
package protocol RevisionStore: Sendable {
    /// Keeps a configuration that is about to be put into force, and numbers it. Blocks the calling thread.
    ///
    /// What is the same, byte for byte, as the newest that is kept has its number: a restart is no new revision.
    ///
    /// - Parameters:
    ///   - content: the configuration as it was read; it holds no secrets, only where they are.
    ///   - difference: what it has otherwise than the one that is in force; `nil` where none is.
    ///   - time: seconds since 1970.
    func record(
        _ content: [UInt8], _ difference: ConfigurationDifference?, at time: Int64
    ) throws(StoreFailure) -> Int64
}
