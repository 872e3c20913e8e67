/// Why a text is not a path pattern.
package enum PathPatternError: Error, Hashable, Sendable {
    /// Does not begin with `/`.
    case noLeadingSlash
    /// Has more segments than ``PathPattern/maximumSegments``.
    case tooManySegments(Int)
    /// A literal that no request could match, because ``PathRules`` refuse it.
    case literal(String, PathRefusal)
    /// A brace that neither opens nor closes a whole segment.
    case braces(String)
    /// The name between the braces is not a letter or `_` followed by letters, digits and `_`.
    case name(String)
    /// `{rest...}` before the last segment.
    case restNotLast(String)
    /// Two parameters of one name.
    case repeatedName(String)

    /// What is wrong.
    package var message: String {
        switch self {
        case .noLeadingSlash: "the path does not begin with \"/\""
        case .tooManySegments(let count):
            "the path has \(count) segments, more than \(PathPattern.maximumSegments)"
        case .literal(let text, let refusal): "no request can match the segment \"\(text)\" (\(refusal.rawValue))"
        case .braces(let text): "\"\(text)\" is part literal and part parameter"
        case .name(let text): "\"\(text)\" does not name a parameter"
        case .restNotLast(let text): "\"\(text)\" is not the last segment"
        case .repeatedName(let name): "the parameter \"\(name)\" stands twice"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .noLeadingSlash: "write the path from its first \"/\""
        case .tooManySegments: "end the pattern earlier with \"{rest...}\""
        case .literal(_, let refusal):
            refusal == .emptySegment
                ? "write single slashes" : "write the path as RFC 3986 requires, encoding only what must be"
        case .braces: "let a parameter stand for a whole segment, as in \"/{id}/\""
        case .name: "use a letter or \"_\", then letters, digits and \"_\", as in \"{id}\" or \"{rest...}\""
        case .restNotLast: "move it to the end, or use \"{name}\" for one segment"
        case .repeatedName: "give each parameter its own name"
        }
    }
}
