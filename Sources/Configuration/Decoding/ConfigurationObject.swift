/// An object whose keys are known.
struct ConfigurationObject {
    private let value: ConfigurationValue
    /// Few, so that they are looked through.
    private var members: [(key: String, entry: ConfigurationEntry)] = []

    /// Reports every key that is not among `keys`: a key that is ignored is a setting that its writer believes in.
    init(_ value: ConfigurationValue, _ entries: [ConfigurationEntry], keys: [String]) {
        self.value = value
        for entry in entries {
            // By bytes, too: `String` takes U+212A, the Kelvin sign, for `K`, and the reader of JSON does not.
            if let key = keys.first(where: { $0 == entry.name }), key.utf8.elementsEqual(entry.name.utf8) {
                members.append((key, entry))
            } else {
                entry.report(
                    "unknown key",
                    remedy: NearMiss.remedy(
                        entry.name, among: keys, otherwise: "the keys here are \(keys.joined(separator: ", "))"))
            }
        }
    }

    /// The value of a key that may be left out.
    func optional(_ key: String) -> ConfigurationValue? { entry(key)?.value }

    /// The entry of a key that may be left out.
    func entry(_ key: String) -> ConfigurationEntry? { members.first { $0.key == key }?.entry }

    /// The value of a key that must be there; reports where it is not.
    func required(_ key: String, remedy: String) -> ConfigurationValue? {
        if let entry = entry(key) { return entry.value }
        value.report("\"\(key)\" is missing", remedy: remedy)
        return nil
    }

    /// Reports a problem at the object.
    func report(_ message: String, remedy: String) { value.report(message, remedy: remedy) }
}
