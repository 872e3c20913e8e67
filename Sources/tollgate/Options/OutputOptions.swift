import ArgumentParser

/// How a command answers.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON on standard output, and nothing else there.")
    var json = false
}
