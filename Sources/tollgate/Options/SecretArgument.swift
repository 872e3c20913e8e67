import ArgumentParser

/// Which secret of an application is meant.
struct SecretArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The secret's id, as `show` lists it; never the secret itself.", valueName: "secret-id"))
    var id: String
}
