import ArgumentParser

/// The command line: each command is one file under `Commands/`.
@main
struct Tollgate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tollgate",
        abstract: "An authenticating gateway for machine-to-machine web services.",
        discussion: """
            Where --config is not given, gateway.json in the current folder is meant, and where there is none, \
            /etc/tollgate/gateway.json.

            \(ExitStatus.discussion)
            """,
        version: Version.line,
        subcommands: [
            Serve.self, Check.self, ListRoutes.self, Explain.self, Applications.self, Keys.self, FetchToken.self,
            Operators.self, Audit.self, Backup.self,
        ]
    )
}
