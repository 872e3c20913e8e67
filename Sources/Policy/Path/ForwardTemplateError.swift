/// Why a text is not a template for forwarded paths.
package enum ForwardTemplateError: Error, Hashable, Sendable {
    /// It is not written like a path pattern.
    case path(PathPatternError)
    /// A parameter that the route's pattern does not have.
    case unknown(String)
    /// `{name}` where the pattern has `{name...}`.
    case restAsSegment(String)
    /// `{name...}` where the pattern has `{name}`.
    case segmentAsRest(String)

    /// What is wrong.
    package var message: String {
        switch self {
        case .path(.literal(let text, let refusal)):
            "a path with the segment \"\(text)\" would be read differently by different services (\(refusal.rawValue))"
        case .path(let error): error.message
        case .unknown(let name): "the path of \"match\" has no parameter \"\(name)\""
        case .restAsSegment(let name): "\"\(name)\" stands for several segments in \"match\" and for one here"
        case .segmentAsRest(let name): "\"\(name)\" stands for one segment in \"match\" and for several here"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .path(let error): error.remedy
        case .unknown(let name): "name one that is there, or add \"{\(name)}\" to \"match\""
        case .restAsSegment(let name): "write \"{\(name)...}\", at the end"
        case .segmentAsRest(let name): "write \"{\(name)}\""
        }
    }
}
