import Testing

@testable import Policy

struct RouteTableTests {
    static let lines = [
        "GET /",  // 0
        "GET /a",  // 1
        "GET /a/",  // 2
        "GET /a/{x}",  // 3
        "GET /a/b",  // 4
        "GET /a/{rest...}",  // 5
        "GET /a/{x}/c",  // 6
        "GET /a/b/d",  // 7
        "GET /{x}/b",  // 8
        "POST /a/{y}",  // 9
        "GET /f/{x}/{y}",  // 10
        "GET /f/g/{rest...}",  // 11
        "PURGE /f/g/h",  // 12
        "HEAD /head",  // 13
        "GET /head",  // 14
        "GET /{x}/{y}/z/",  // 15
    ]

    @Test(arguments: [
        ("GET", "/", "0"),
        ("GET", "/a", "1"),
        ("GET", "/a/", "2"),
        ("GET", "/a/q", "3"),
        ("GET", "/a/b", "4"),
        ("GET", "/a/q/r", "5"),
        ("GET", "/a/b/c", "6"),
        ("GET", "/a/b/d", "7"),
        ("GET", "/a/b/e", "5"),
        ("GET", "/a/q/c", "6"),
        ("GET", "/a/q/r/s/t/u", "5"),
        ("GET", "/a/q/", "not found"),
        ("GET", "/a/q/r/", "not found"),
        ("GET", "/q/b", "8"),
        ("GET", "/q", "not found"),
        ("GET", "/q/b/", "not found"),
        ("GET", "/f/q/r", "10"),
        ("GET", "/f/g/r", "11"),
        ("GET", "/f/g/r/s", "11"),
        ("GET", "/f/g", "not found"),
        ("GET", "/f/b", "8"),
        ("PURGE", "/f/g/h", "12"),
        ("GET", "/f/g/h", "allow PURGE"),
        ("GET", "/f/g/h/i", "11"),
        ("POST", "/a/q", "9"),
        ("POST", "/a/b", "allow GET, HEAD"),
        ("PUT", "/a/q", "allow GET, HEAD, POST"),
        ("HEAD", "/a/q", "3"),
        ("HEAD", "/head", "13"),
        ("GET", "/head", "14"),
        ("POST", "/head", "allow GET, HEAD"),
        ("HEAD", "/f/g/h", "allow PURGE"),
        ("get", "/a", "allow GET, HEAD"),
        ("GET ", "/a", "allow GET, HEAD"),
        ("", "/a", "allow GET, HEAD"),
        ("GET", "/q/r/z/", "15"),
        ("GET", "/f/g/z/", "path.ambiguousSegment"),
        ("GET", "/a/b/z/", "path.ambiguousSegment"),
        ("GET", "/A", "not found"),
        ("GET", "/a%2fb", "path.encodedDelimiter"),
        ("GET", "/a//b", "path.emptySegment"),
        ("GET", "a", "path.form"),
    ])
    func `the most specific pattern decides, then its methods`(
        _ method: String, _ path: String, _ expected: String
    ) throws {
        let table = try RouteTable(entries(Self.lines))
        #expect(table.answer(method, path) == expected)
        let reversed = try RouteTable(entries(Self.lines.reversed()))
        let other = reversed.answer(method, path)
        let mirrored = Int(other).map { "\(Self.lines.count - 1 - $0)" } ?? other
        #expect(mirrored == expected, "the order of lines matters")
    }

    static let siblings = [
        "GET /accounts/export",  // 0
        "GET /accounts/{id}",  // 1
        "GET /accounts/{id}/details",  // 2
        "GET /files/secret/key",  // 3
        "GET /files/{rest...}",  // 4
        "GET /caf%C3%A9/x",  // 5
        "GET /{a}/x",  // 6
        "GET /marks/a!",  // 7
        "GET /marks/{id}",  // 8
        "GET /two/b",  // 9
        "GET /two/B",  // 10
        "GET /two/{id}",  // 11
        "DELETE /deep/one/two",  // 12
        "GET /deep/{x}/{y}",  // 13
    ]

    @Test(arguments: [
        ("/accounts/export", "0"),
        ("/accounts/EXPORT", "path.ambiguousSegment"),
        ("/accounts/Export", "path.ambiguousSegment"),
        ("/accounts/export.", "path.ambiguousSegment"),
        ("/accounts/export%20", "path.ambiguousSegment"),
        ("/accounts/Export.%20..", "path.ambiguousSegment"),
        ("/accounts/export./details", "path.ambiguousSegment"),
        ("/accounts/export.x", "1"),
        ("/accounts/%20export", "1"),
        ("/accounts/...", "path.dotSegment"),
        ("/accounts/%20", "path.dotSegment"),
        ("/accounts/.%20.", "path.dotSegment"),
        ("/accounts/...a", "1"),
        ("/accounts/%20a", "1"),
        ("/accounts/17.", "1"),
        ("/accounts/exports", "1"),
        ("/accounts/export/details", "2"),
        ("/accounts/EXPORT/details", "path.ambiguousSegment"),
        ("/accounts/17/details", "2"),
        ("/accounts/17/DETAILS", "not found"),
        ("/ACCOUNTS/export", "not found"),
        ("/ACCOUNTS/x", "path.ambiguousSegment"),
        ("/files/secret/key", "3"),
        ("/files/secret/KEY", "path.ambiguousSegment"),
        ("/files/SECRET/key", "path.ambiguousSegment"),
        ("/files/secret/other", "4"),
        ("/files/secret/KEY/more", "4"),
        ("/files/secret/key.", "path.ambiguousSegment"),
        ("/files/secret/key/", "not found"),
        ("/caf%C3%A9/x", "5"),
        ("/caf%c3%a9/x", "path.ambiguousSegment"),
        ("/caf%C3%A8/x", "6"),
        ("/marks/a!", "7"),
        ("/marks/a%21", "path.ambiguousSegment"),
        ("/marks/A%21", "path.ambiguousSegment"),
        ("/marks/a%22", "8"),
        ("/two/b", "9"),
        ("/two/B", "10"),
        ("/two/c", "11"),
        ("/deep/one/two", "allow DELETE"),
        ("/deep/one/TWO", "path.ambiguousSegment"),
        ("/deep/one/three", "13"),
    ])
    func `a parameter does not take a segment that only resembles a literal`(_ path: String, _ expected: String) throws
    {
        let table = try RouteTable(entries(Self.siblings))
        #expect(table.answer("GET", path) == expected)
    }

    static let ends = [
        "GET /accounts/export",  // 0
        "GET /accounts/{id}/",  // 1
        "GET /accounts/{id}",  // 2
        "GET /reports/latest/",  // 3
        "GET /reports/{id}",  // 4
        "GET /files/index/",  // 5
        "GET /files/{rest...}",  // 6
        "GET /both",  // 7
        "POST /both/",  // 8
        "GET /",  // 9
    ]

    @Test(arguments: [
        // A service for which the slash makes no difference would take it for the export.
        ("/accounts/export/", "path.ambiguousSegment"),
        ("/accounts/EXPORT/", "path.ambiguousSegment"),
        ("/accounts/export%20/", "path.ambiguousSegment"),
        ("/accounts/export", "0"),
        ("/accounts/17/", "1"),
        ("/accounts/17", "2"),
        ("/reports/latest", "path.ambiguousSegment"),
        ("/reports/Latest", "path.ambiguousSegment"),
        ("/reports/latest/", "3"),
        ("/reports/later", "4"),
        ("/reports/later/", "not found"),
        ("/files/index", "path.ambiguousSegment"),
        ("/files/index/", "5"),
        ("/files/other", "6"),
        ("/files/index/other", "6"),
        ("/both", "7"),
        ("/both/", "allow POST"),
        ("/", "9"),
    ])
    func `a slash at the end leads to no other route than without it`(_ path: String, _ expected: String) throws {
        let table = try RouteTable(entries(Self.ends))
        #expect(table.answer("GET", path) == expected)
    }

    @Test func `without the sibling the same ends are ordinary ones`() throws {
        let table = try RouteTable(entries(["GET /accounts/{id}/", "GET /reports/{id}", "GET /files/{rest...}"]))
        #expect(table.answer("GET", "/accounts/export/") == "0")
        #expect(table.answer("GET", "/reports/latest") == "1")
        #expect(table.answer("GET", "/files/index") == "2")
    }

    @Test func `without the literal the same segment is an ordinary one`() throws {
        let table = try RouteTable(entries(["GET /accounts/{id}"]))
        #expect(table.answer("GET", "/accounts/EXPORT") == "0")
    }

    @Test(
        arguments: [
            (["GET /a/{x}", "GET /a/{y}"], [.conflict(entry: 1, with: 0)]),
            (["GET /a", "GET /b", "GET /a"], [.conflict(entry: 2, with: 0)]),
            (["GET /a/{x...}", "GET /a/{y...}"], [.conflict(entry: 1, with: 0)]),
            (["GET /a/{x}", "POST /a/{y}"], []),
            (["GET /a/{x}/b", "GET /a/{x}/"], []),
            (["GET /a", "GET /a/"], []),
            (["GET /a/{x}", "GET /a/{x}/{r...}", "GET /a/{r...}"], [.unreachable(entry: 2, by: 0)]),
            (
                ["POST /{a}", "PUT /{a}/{b}", "GET /{a}/{b}/{r...}", "GET /{r...}", "PUT /{r...}"],
                [.unreachable(entry: 3, by: 0), .unreachable(entry: 4, by: 0)]
            ),
            (["GET /a/{x}", "GET /a/{x}/{y}/{r...}", "GET /a/{r...}"], []),
            (["GET /a/{x}/{r...}", "GET /a/{r...}"], []),
            (["GET /a/b", "GET /a/b/{r...}", "GET /a/{r...}"], []),
            (["get /a"], [.method(entry: 0)]),
            (["CONNECT /a", "G(T /b"], [.method(entry: 0), .method(entry: 1)]),
        ] as [([String], [RouteTableProblem])])
    func `every contradiction between routes is reported`(_ lines: [String], _ problems: [RouteTableProblem]) throws {
        let entries = try entries(lines)
        var found: [RouteTableProblem] = []
        do throws(RouteTableError) { _ = try RouteTable(entries) } catch { found = error.problems }
        #expect(found == problems)
    }

    @Test func `a table in which one path could visit too many nodes is refused`() throws {
        func lines(_ depth: Int) -> [String] {
            (0..<(1 << depth)).map { bits in
                "GET " + (0..<depth).map { bits >> $0 & 1 == 1 ? "/a" : "/{p\($0)}" }.joined() + "/end"
            }
        }
        let small = try RouteTable(entries(lines(8)))
        #expect(small.answer("GET", String(repeating: "/a", count: 8) + "/none") == "not found")
        let entries = try entries(lines(10))
        #expect(throws: RouteTableError(problems: [.tooManyAlternatives(3_071)])) { _ = try RouteTable(entries) }
    }

    @Test func `ten thousand siblings are told apart`() throws {
        let table = try RouteTable(
            entries((0..<10_000).map { "GET /s\($0)/{id}" } + (0..<10_000).map { "GET /x/s\($0)" }))
        for index in stride(from: 0, to: 10_000, by: 37) {
            #expect(table.answer("GET", "/s\(index)/1") == "\(index)")
            #expect(table.answer("GET", "/x/s\(index)") == "\(10_000 + index)")
        }
        #expect(table.answer("GET", "/s10000/1") == "not found")
    }

    @Test func `an empty table finds nothing`() throws {
        #expect(try RouteTable([]).answer("GET", "/") == "not found")
    }

    @Test func `a path of thousands of segments goes to the rest or nowhere`() throws {
        let table = try RouteTable(entries(["GET /a/{rest...}"]))
        #expect(table.answer("GET", "/a" + String(repeating: "/b", count: 4_000)) == "0")
        #expect(table.answer("GET", "/b" + String(repeating: "/b", count: 4_000)) == "not found")
        let deep = try RouteTable(
            entries(["GET " + String(repeating: "/{p}", count: 1) + String(repeating: "/a", count: 31)]))
        #expect(deep.answer("GET", String(repeating: "/a", count: 32)) == "0")
        #expect(deep.answer("GET", String(repeating: "/a", count: 33)) == "not found")
    }
}
