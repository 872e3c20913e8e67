import ArgumentParser

/// `tollgate operators`: the people who run the gateway, from the machine that it runs on.
struct Operators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operators",
        abstract: "List, add, disable, enable and reset those who may sign in to the console.",
        discussion: """
            Whoever can run these can read the database: they are for the first operator, and for the one who has lost \
            password or authenticator. Merchants' people are invited in the console. What is changed is in force at once, also \
            while the gateway serves.
            """,
        subcommands: [
            ListOperators.self, AddOperator.self, DisableOperator.self, EnableOperator.self, ResetOperator.self,
        ]
    )
}
