/// What comes of a whole request.
package enum WholeAnswer: Sendable {
    /// The response. It was made without waiting for anything.
    case now(WholeResponse)
    /// Makes the response, and may wait meanwhile.
    case later(@Sendable () async -> WholeResponse)

    /// The response, whenever it comes.
    package func response() async -> WholeResponse {
        switch self {
        case .now(let response): response
        case .later(let make): await make()
        }
    }
}
