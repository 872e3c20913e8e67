import ArgumentParser
import Configuration

/// `tollgate routes`: the route table as the gateway understands it.
struct ListRoutes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "Print the route table as the gateway understands it.",
        discussion: """
            Where several routes match a request, the one that stands first here decides: by the host, exact before *. \
            before none; then segment by segment from the left, literal before {name} before {rest...}. Nothing is \
            started and nothing is changed. Exit code 78 where gateway.json has problems; `tollgate check` tells them.
            """
    )

    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ConfigurationFile.standardPath

    @OptionGroup var output: OutputOptions

    func run() throws {
        let settings = try ConfigurationFile.settings(config)
        let documents = RouteDocument.all(settings)
        if output.json { return try Output.json(documents) }
        guard !documents.isEmpty else {
            return Output.line("There is no route: every call is answered with 404.")
        }
        var table = TextTable(
            headings: ["HOST", "METHODS", "PATH", "REQUIREMENT", "UPSTREAM", "FORWARDED AS", "OPTIONS"])
        for document in documents { table.append(document.cells) }
        table.lines.forEach { Output.line($0) }
    }
}
