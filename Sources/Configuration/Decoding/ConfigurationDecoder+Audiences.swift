import Registry

extension ConfigurationDecoder {
    /// `audiences`: the web services that tokens are for, and what may be done there. None where it is left out.
    func audiences(_ value: ConfigurationValue?) -> [Audience]? {
        guard let value else { return [] }
        return value.entries("audiences such as \"transactions\": { … }")?.map(audience)
    }

    private func audience(_ entry: ConfigurationEntry) -> Audience {
        checkName(entry, of: "an audience")
        let object = entry.value.object("\"operations\"", keys: ["description", "operations"])
        let description = object?.optional("description")?.string("Card and wallet payments")
        let operations = object?.required("operations", remedy: "add \"operations\": { \"read\": \"See payments\" }")
        let entries = operations?.entries("operations such as \"read\": \"See payments\"")
        if let operations, let entries, entries.isEmpty {
            operations.report("no operation is declared", remedy: "add one, such as \"read\": \"See payments\"")
        }
        return Audience(
            name: entry.name, description: description,
            operations: (entries ?? []).compactMap { operation($0, audience: entry.name) })
    }

    private func operation(_ entry: ConfigurationEntry, audience: String) -> Audience.Operation? {
        checkName(entry, of: "an operation")
        let description = entry.value.string("See payments")
        guard let scope = Scope(audience + ":" + entry.name) else { return nil }
        return Audience.Operation(scope: scope, description: description ?? "")
    }

    /// Reports a name that could not stand in a scope.
    func checkName(_ entry: ConfigurationEntry, of what: String) {
        let isName = !entry.name.utf8.isEmpty && entry.name.utf8.allSatisfy(Scope.isNameByte)
        guard !isName || entry.name.utf8.count > 100 else { return }
        entry.report(
            "\(Quoted.text(entry.name)) cannot be the name of \(what)",
            remedy: "use 1 to 100 letters, digits, \".\", \"_\" and \"-\"")
    }
}
