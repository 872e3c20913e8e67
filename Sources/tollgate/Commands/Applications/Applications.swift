import ArgumentParser

/// `tollgate applications`: everything about registered applications.
struct Applications: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "applications",
        abstract: "Register applications, and change, list and remove them.",
        discussion: "A change is in force in the serving gateway by the time the command ends with exit code 0.",
        subcommands: [
            RegisterApplication.self, ListApplications.self, ShowApplication.self, EditApplication.self,
            EnableApplication.self, DisableApplication.self, RotateSecret.self, ExpireSecret.self, RemoveSecret.self,
            RevokeTokens.self, RemoveApplication.self,
        ]
    )
}
