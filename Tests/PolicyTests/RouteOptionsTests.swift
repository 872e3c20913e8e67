import Testing

@testable import Policy

struct RouteOptionsTests {
    private func table(_ lines: [String], _ options: RouteOptions...) throws -> RouteTable {
        let entries = try entries(lines)
        return try RouteTable(
            entries.enumerated().map { index, entry in
                RouteEntry(
                    method: entry.method, pattern: entry.pattern,
                    options: options.indices.contains(index) ? options[index] : [])
            })
    }

    private static let siblings = ["GET /accounts/{id}", "GET /accounts/export", "GET /accounts/a!"]

    @Test(arguments: [
        ("/accounts/EXPORT", "0"), ("/accounts/export", "1"), ("/accounts/a%21", "path.ambiguousSegment"),
        ("/accounts/A%21", "0"), ("/accounts/a!", "2"), ("/accounts/export.", "0"), ("/accounts/export%20", "0"),
    ])
    func `an upstream that minds case is given what differs in case, and not what differs in encoding`(
        _ path: String, _ expected: String
    ) throws {
        #expect(try table(Self.siblings, .caseSensitive).answer("GET", path) == expected)
    }

    @Test func `it is the upstream of the winning route that counts`() throws {
        let table = try table(Self.siblings, [], .caseSensitive, .caseSensitive)
        #expect(table.answer("GET", "/accounts/EXPORT") == "path.ambiguousSegment")
        #expect(table.answer("PUT", "/accounts/EXPORT") == "path.ambiguousSegment")
    }

    @Test(arguments: [
        ("/files/a", "0"), ("/files/a%2Fb", "0"), ("/files/a%2fb", "0"), ("/files/%2Fa", "0"),
        ("/files/a%2F", "path.ambiguousSegment"),
        ("/files/https:%2F%2Fexample.com%2Fx", "0"),
        // Not for a route that does not allow it, nor for one that is not there.
        ("/other/a%2Fb", "path.encodedDelimiter"), ("/other/a", "1"), ("/none/a%2Fb/c", "path.encodedDelimiter"),
        // What would be a dot segment for whoever decodes.
        ("/files/..%2Fb", "path.dotSegment"), ("/files/a%2F..", "path.dotSegment"),
        ("/files/a%2F.%2Fb", "path.dotSegment"), ("/files/a%2F..b", "0"), ("/files/a%2F/b", "path.encodedDelimiter"),
        // What would be another route for whoever decodes.
        ("/files/a%2Fmeta", "path.ambiguousSegment"), ("/files/a%2FMETA", "path.ambiguousSegment"),
        ("/files/a%2F%2Fmeta", "path.ambiguousSegment"), ("/files/a%2Fmeta%2Fb", "0"), ("/files/a/meta", "2"),
        // The rest takes several segments in any case.
        ("/tree/a%2Fb/c", "3"), ("/tree/a/b", "3"), ("/tree/%2E%2E", "path.encodedUnreserved"),
        ("/tree/a%5Cb", "path.encodedDelimiter"), ("/tree/a%252Fb", "path.encodedDelimiter"),
        ("/tree/a//b", "path.emptySegment"), ("/tree/a%2F/b", "3"), ("/tree/%c3%2F", "path.badEncoding"),
    ])
    func `an encoded slash is part of a segment where the route allows it, and nothing else is`(
        _ path: String, _ expected: String
    ) throws {
        let lines = [
            "GET /files/{id}", "GET /other/{id}", "GET /files/{id}/meta", "GET /tree/{rest...}", "GET /files/{id}/",
        ]
        #expect(try table(lines, .encodedSlashes, [], [], .encodedSlashes).answer("GET", path) == expected)
    }

    @Test func `without a route that allows them, encoded slashes are refused as ever`() throws {
        #expect(try table(["GET /files/{id}"]).answer("GET", "/files/a%2Fb") == "path.encodedDelimiter")
        #expect(try table(["GET /files/{id}"]).answer("GET", "/files/a%2F..") == "path.encodedDelimiter")
    }
}
