/// One name of an object and what stands behind it.
struct ConfigurationEntry {
    /// The name.
    let name: String
    /// Where the name begins, in bytes.
    let nameOffset: Int
    /// The value.
    let value: ConfigurationValue

    /// Reports a problem at the name.
    func report(_ message: String, remedy: String) {
        value.problems.report(at: nameOffset, path: value.path, message, remedy: remedy)
    }
}
