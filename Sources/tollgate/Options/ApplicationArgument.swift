import ArgumentParser

/// Which application is meant.
struct ApplicationArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The application's client id.", valueName: "client-id"))
    var id: String
}
