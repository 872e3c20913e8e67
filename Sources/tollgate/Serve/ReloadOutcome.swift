/// How the last attempt to put a configuration into force ended.
struct ReloadOutcome: Hashable, Sendable {
    /// When, in seconds since 1970.
    let time: Int64
    /// The revision that is in force since, or still.
    let revision: Int64
    /// Why the configuration that was read is not in force; empty where it is.
    let problems: [String]
}
