/// What is fuzzed, one case for each kind of input that strangers or operators send.
enum FuzzTarget: String, CaseIterable, Sendable {
    case requestHead = "request-head"
    case responseHead = "response-head"
    case chunked
    case path
    case token
    case json
    case form
    case basic
    case configuration

    /// Looks at one input: what does not hold of it, in a few words; `nil` where all does.
    typealias Property = @Sendable (_ input: [UInt8]) -> String?

    /// What must hold of every input.
    var property: Property {
        switch self {
        case .requestHead: RequestHeadProperty.broken
        case .responseHead: ResponseHeadProperty.broken
        case .chunked: ChunkedProperty.broken
        case .path: PathProperty.broken
        case .token: TokenProperty.broken
        case .json: JSONProperty.broken
        case .form: FormProperty.broken
        case .basic: BasicProperty.broken
        case .configuration: ConfigurationProperty.broken
        }
    }
}
