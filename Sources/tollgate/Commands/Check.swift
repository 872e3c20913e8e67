import ArgumentParser
import Configuration

/// `tollgate check`: whether a configuration can be served.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check gateway.json and report every problem in it.",
        discussion: "Nothing is started and nothing is changed. Exit code 78 where there are problems."
    )

    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ConfigurationFile.standardPath

    @OptionGroup var output: OutputOptions

    func run() throws {
        do {
            let settings = try ConfigurationFile.load(config).configuration
            try report(CheckDocument(file: config, settings: settings))
        } catch let error as ConfigurationError {
            if output.json {
                try Output.json(CheckDocument(file: config, problems: error.problems))
            } else {
                Output.error("\(error.problems.count) problem\(error.problems.count == 1 ? "" : "s")")
                Output.note(error.description)
            }
            throw ExitStatus.configuration
        } catch let error as CommandFailure {
            Output.error(error.description)
            throw ExitStatus.configuration
        }
    }

    private func report(_ document: CheckDocument) throws {
        if output.json { return try Output.json(document) }
        Output.line(
            "\(config): \(Self.count(document.routes, "route")) (\(document.publicRoutes) public), "
                + "\(Self.count(document.scopes, "scope")), \(Self.count(document.upstreams, "upstream")): no problem")
    }

    private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
}
