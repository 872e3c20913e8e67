/// The access log: where it is written, and what may stand in it.
package struct AccessLog: Hashable, Sendable {
    /// Where it is written.
    package enum Destination: Hashable, Sendable {
        /// Standard output.
        case standardOutput
        /// A file, appended to.
        case file(String)
        /// Nowhere.
        case off
    }

    /// Where it is written; standard output unless set.
    package var destination = Destination.standardOutput
    /// Whether lines hold the queries of targets, which may hold what nobody should read; not unless set.
    package var includesQueries = false
}
