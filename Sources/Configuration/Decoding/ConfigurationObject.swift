/// An object whose keys are known.
struct ConfigurationObject {
    private let value: ConfigurationValue
    private var members: [String: ConfigurationEntry] = [:]

    /// Reports every key that is not among `keys`: a key that is ignored is a setting that its writer believes in.
    init(_ value: ConfigurationValue, _ entries: [ConfigurationEntry], keys: [String]) {
        self.value = value
        for entry in entries {
            if keys.contains(entry.name) {
                members[entry.name] = entry
            } else {
                entry.report(
                    "unknown key",
                    remedy: NearMiss.remedy(
                        entry.name, among: keys, otherwise: "the keys here are \(keys.joined(separator: ", "))"))
            }
        }
    }

    /// The value of a key that may be left out.
    func optional(_ key: String) -> ConfigurationValue? { members[key]?.value }

    /// The entry of a key that may be left out.
    func entry(_ key: String) -> ConfigurationEntry? { members[key] }

    /// The value of a key that must be there; reports where it is not.
    func required(_ key: String, remedy: String) -> ConfigurationValue? {
        if let entry = members[key] { return entry.value }
        value.report("\"\(key)\" is missing", remedy: remedy)
        return nil
    }

    /// Reports a problem at the object.
    func report(_ message: String, remedy: String) { value.report(message, remedy: remedy) }
}
