import Gateway
import Logging

/// What is told of tokens for several audiences that were passed on to an upstream.
enum WideTokenNews {
    /// How often it is looked whether there is something to tell.
    private static let interval = Duration.seconds(1)

    /// Tells of them until it is cancelled, once for each application and upstream.
    static func tell(_ tokens: WideTokens, _ logger: Logger) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            for passing in tokens.take() { logger.warning("\(line(passing))") }
        }
    }

    private static func line(_ passing: WideTokens.Passing) -> String {
        "upstreams.\(passing.upstream): was passed a token of \(Plain.text(passing.application)) for "
            + "\(Plain.text(passing.audiences)), and can use it at each of them; have the application fetch a token for "
            + "each audience, or remove forwardAuthorization"
    }
}
