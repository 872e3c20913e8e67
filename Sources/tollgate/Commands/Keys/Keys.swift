import ArgumentParser

/// `tollgate keys`: everything about the keys that tokens are signed with.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List the keys that tokens are signed with, replace them, and retire them.",
        discussion: """
            A key is "next" while it is published and does not sign yet, "signing" while it does, and "retiring" until the \
            last token that it signed has expired; then it is removed. "issuer": { "rotateEvery": "30d" } in gateway.json has \
            the serving gateway do all of this by itself. A change is in force in the serving gateway by the time the command \
            ends with exit code 0.
            """,
        subcommands: [ListKeys.self, RotateKeys.self, RetireKey.self]
    )
}
