/// Where the access log is written.
package enum AccessLog: Hashable, Sendable {
    /// Standard output.
    case standardOutput
    /// A file, appended to.
    case file(String)
    /// Nowhere.
    case off
}
