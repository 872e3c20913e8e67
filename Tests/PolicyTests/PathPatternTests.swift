import Testing

@testable import Policy

struct PathPatternTests {
    @Test(
        arguments: [
            ("/", [.literal("")]),
            ("/a", [.literal("a")]),
            ("/a/", [.literal("a"), .literal("")]),
            ("/transactions/{id}/refunds", [.literal("transactions"), .parameter("id"), .literal("refunds")]),
            ("/{_a1}/", [.parameter("_a1"), .literal("")]),
            ("/files/{rest...}", [.literal("files"), .rest("rest")]),
            ("/{rest...}", [.rest("rest")]),
            ("/caf%C3%A9", [.literal("caf%C3%A9")]),
        ] as [(String, [PathPattern.Segment])])
    func `a pattern is read segment by segment`(_ text: String, _ segments: [PathPattern.Segment]) throws {
        let pattern = try PathPattern(text)
        #expect(pattern.segments == segments)
        #expect(pattern.description == text)
    }

    @Test(
        arguments: [
            ("", .noLeadingSlash, "/"),
            ("a", .noLeadingSlash, "/a"),
            ("//a", .literal("", .emptySegment), "/a"),
            ("/a//b", .literal("", .emptySegment), "/a/b"),
            ("/a/..", .literal("..", .dotSegment), "/a/b.."),
            ("/a b", .literal("a b", .character), "/a%20b"),
            ("/%61", .literal("%61", .encodedUnreserved), "/a"),
            ("/a;b", .literal("a;b", .parameter), "/a,b"),
            ("/a?b", .literal("a?b", .character), "/ab"),
            ("/é", .literal("é", .character), "/%C3%A9"),
            ("/a{id}", .braces("a{id}"), "/{id}"),
            ("/{id", .braces("{id"), "/{id}"),
            ("/{}", .braces("{}"), "/{a}"),
            ("/{...}", .name("{...}"), "/{a...}"),
            ("/{1a}", .name("{1a}"), "/{a1}"),
            ("/{a-b}", .name("{a-b}"), "/{a_b}"),
            ("/{a}{b}", .name("{a}{b}"), "/{a}/{b}"),
            ("/{a...}/b", .restNotLast("{a...}"), "/b/{a...}"),
            ("/{a...}/", .restNotLast("{a...}"), "/{a...}"),
            ("/{a}/{a}", .repeatedName("a"), "/{a}/{b}"),
            ("/{a}/{a...}", .repeatedName("a"), "/{a}/{b...}"),
            (
                String(repeating: "/a", count: 33), .tooManySegments(33), String(repeating: "/a", count: 32)
            ),
        ] as [(String, PathPatternError, String)])
    func `a text that is no pattern is refused by name, its repaired twin is not`(
        _ text: String, _ fault: PathPatternError, _ repaired: String
    ) {
        #expect(throws: fault) { try PathPattern(text) }
        #expect(throws: Never.self) { try PathPattern(repaired) }
    }
}
