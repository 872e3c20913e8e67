import ArgumentParser
import Registry

/// `tollgate applications list`
struct ListApplications: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all applications in the order of registration."
    )

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    /// How many are held at once.
    private static let pageSize = 1_000

    private static let headings = ["CLIENT ID", "NAME", "OWNER", "STATE", "SECRETS", "SCOPES"]

    func run() async throws {
        let store = try store.open().store
        let now = RegistrySession.now()
        if output.json {
            var list = JSONListOutput()
            try await forEachPage(of: store) { page in try list.append(page.map { ApplicationDocument($0, at: now) }) }
            return list.end()
        }
        // Twice, because the columns are as wide as the widest cell of a million.
        var columns = TextColumns(headings: Self.headings)
        var isEmpty = true
        try await forEachPage(of: store) { page in
            isEmpty = false
            for application in page { columns.measure(row(application, at: now)) }
        }
        guard !isEmpty else {
            return Output.line("No application is registered; `tollgate applications register` registers one.")
        }
        Output.line(columns.line(Self.headings))
        try await forEachPage(of: store) { page in
            for application in page { Output.line(columns.line(row(application, at: now))) }
        }
    }

    private func row(_ application: Application, at now: Int64) -> [String] {
        [
            application.id, application.name, application.owner, application.state,
            "\(application.liveSecrets(at: now).count)",
            application.scopes.map(\.description).joined(separator: " "),
        ]
    }

    /// Goes through all applications in the order of registration; no page is empty.
    private func forEachPage(
        of store: any ApplicationStore, _ body: ([Application]) throws -> Void
    ) async throws {
        var number = Int64.min
        while case let page = try await store.applications(from: number, limit: Self.pageSize), let last = page.last {
            try body(page)
            guard page.count == Self.pageSize, last.number < .max else { return }
            number = last.number + 1
        }
    }
}
