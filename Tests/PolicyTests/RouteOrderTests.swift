import Testing

@testable import Policy

struct RouteOrderTests {
    @Test func `routes are put in the order in which they are preferred`() throws {
        let expected = [
            "GET a.test/x", "GET b.a.test/x", "GET *.b.a.test/x", "GET *.a.test/x", "GET *.test/a", "GET *.test/x",
            "GET /a",
            "POST /a", "GET /a/", "GET /a/b", "GET /a/{id}", "GET /a/{rest...}", "GET /b", "GET /{a}/b",
            "GET /{rest...}",
        ]
        let sorted = try entries(expected.reversed()).sorted { $0.precedes($1) }
        #expect(sorted.map(\.label) == expected)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `the first in order among those that match wins`(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let hosts = ["", "x.test", "*.test", "*.x.test", "a.x.test"]
        let parts = ["a", "b", "{p}"]
        let lines = Set(
            (0..<12).map { _ in
                let path = (0..<2).map { _ in "/" + (parts.randomElement(using: &random) ?? "") }.joined()
                return "GET " + (hosts.randomElement(using: &random) ?? "") + path.replacing("{p}/{p}", with: "{q}/{p}")
            })
        let entries = try entries(Array(lines))
        let table = try RouteTable(entries)
        for host in ["x.test", "a.x.test", "b.x.test", "y.test", "z"] {
            for path in ["/a/a", "/a/b", "/b/a", "/c/b", "/c/c"] {
                let matching = try entries.indices.filter {
                    try RouteTable([entries[$0]]).answer("GET", path, host: host) == "0"
                }
                let first = matching.min { entries[$0].precedes(entries[$1]) }
                #expect(table.answer("GET", path, host: host) == first.map { "\($0)" } ?? "not found")
            }
        }
    }
}
