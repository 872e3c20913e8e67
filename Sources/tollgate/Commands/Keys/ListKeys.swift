import ArgumentParser
import Registry

/// `tollgate keys list`
struct ListKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys in the order in which they sign, with their states and times."
    )

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let keys = try await store.open().store.keys().keys
        let now = RegistrySession.now()
        if output.json { return try Output.json(KeyDocument.all(keys, at: now)) }
        guard !keys.isEmpty else {
            return Output.line("There is no signing key; `tollgate serve` makes the first when it starts.")
        }
        var table = TextTable(headings: ["KEY ID", "ALGORITHM", "STATE", "SIGNS FROM", "RETIRES"])
        for key in KeyDocument.all(keys, at: now) {
            table.append([key.keyId, key.algorithm, key.state, key.signsFrom, key.retiresAt ?? ""])
        }
        table.lines.forEach { Output.line($0) }
    }
}
