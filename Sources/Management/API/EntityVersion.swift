internal import HTTPServer

/// Entity tags out of versions, and the conditions that name them (RFC 9110 §8.8.3, §13.1).
enum EntityVersion {
    /// The tag of a version: the number in quotes.
    static func tag(_ version: Int64) -> String { "\"\(version)\"" }

    /// The version that `If-Match` names.
    ///
    /// - Returns: `nil` for `*`, which any version meets (RFC 9110 §13.1.1), and where none is named and none need be.
    /// - Throws: 428 where it is missing and must be there, 400 where it names not exactly one version of ours.
    static func expected(
        _ request: WholeRequest, _ precondition: Operation.Precondition
    ) throws(Problem) -> Int64? {
        let values = request.values(of: "If-Match")
        guard precondition != .none else { return nil }
        guard let value = values.first else {
            guard precondition == .needed else { return nil }
            throw Problem(
                428, .preconditionNeeded,
                "Say which version you have read: If-Match with its ETag, so that nobody else's change is lost.")
        }
        if values.count == 1, value == "*" { return nil }
        guard values.count == 1, let version = version(value) else {
            // A tag that was never given names no version there is; 0 is none.
            guard values.count == 1, isTag(value) else {
                throw Problem(
                    400, .preconditionMalformed, "If-Match: write one ETag as it was received, such as \"17\".")
            }
            return 0
        }
        return version
    }

    /// Whether `If-None-Match` names the tag, or is `*`; compares weakly, as §13.1.2 asks for.
    static func isNamed(_ tag: String, in request: WholeRequest) -> Bool {
        request.values(of: "If-None-Match").flatMap { $0.split(separator: ",") }.contains { member in
            let text = member.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return text == "*" || text == tag || text == "W/" + tag
        }
    }

    private static func version(_ tag: String) -> Int64? {
        guard tag.utf8.count >= 3, tag.hasPrefix("\""), tag.hasSuffix("\""),
            let version = Int64(tag.dropFirst().dropLast()), version > 0, self.tag(version) == tag
        else { return nil }
        return version
    }

    /// An entity tag of anybody's making, weak ones too (RFC 9110 §8.8.3).
    private static func isTag(_ text: String) -> Bool {
        let opaque = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        return opaque.utf8.count >= 2 && opaque.hasPrefix("\"") && opaque.hasSuffix("\"")
            && opaque.dropFirst().dropLast().utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x7F }
    }
}
