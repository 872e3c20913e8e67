import Testing

@testable import Configuration

/// What the audit tells of a configuration that takes another one's place.
@Suite struct ConfigurationDifferenceTests {
    private func difference(_ old: Sample, _ new: Sample) throws -> [String] {
        ConfigurationDifference(from: try decode(old.text), to: try decode(new.text)).parts.map {
            "\($0.section).\($0.change.rawValue) \($0.text)"
        }
    }

    private static func routes(_ matches: [String], scope: String = "transactions:read") -> String {
        "["
            + matches.map { #"{ "match": "\#($0)", "scope": "\#(scope)", "upstream": "payments" }"# }
            .joined(separator: ",") + "]"
    }

    @Test func `what is added, removed and changed is named`() throws {
        var (old, new) = (Sample(), Sample())
        old.routes = Self.routes(["GET /a", "GET /b"])
        new.routes = """
            [{ "match": "GET /b", "scope": "transactions:refund", "upstream": "payments" },
            { "match": "GET /c", "public": true, "upstream": "payments" },
            { "match": "POST /c", "public": true, "upstream": "payments" }]
            """
        new.audiences = #"{ "transactions": { "operations": { "read": "See", "refund": "Refund" } } }"#
        new.upstreams = """
            { "payments": { "endpoints": ["http://127.0.0.1:9001"] }, "more": { "endpoints": ["http://127.0.0.1:9002"] } }
            """
        #expect(
            try difference(old, new) == [
                "routes.added 2: GET /c, POST /c", "routes.removed 1: GET /a", "routes.changed 1: GET /b",
                "upstreams.added 1: more", "audiences.changed 1: transactions",
            ])
    }

    /// Scopes and upstreams have other numbers then.
    @Test func `a route is the same whatever else is declared before it`() throws {
        var new = Sample()
        new.audiences =
            #"{ "accounts": { "operations": { "read": "See accounts" } }, "transactions": { "operations": { "read": "See payments", "refund": "Refund" } } }"#
        new.upstreams = """
            { "accounts": { "endpoints": ["http://127.0.0.1:9002"] }, "payments": { "endpoints": ["http://127.0.0.1:9001"] } }
            """
        #expect(try difference(Sample(), new) == ["upstreams.added 1: accounts", "audiences.added 1: accounts"])
        #expect(try difference(new, new).isEmpty)
    }

    @Test func `of many, the first twenty are named and all are counted`() throws {
        var new = Sample()
        new.routes = Self.routes(["GET /t"] + (1...30).map { "GET /a/\($0)" })
        let parts = try difference(Sample(), new)
        #expect(parts.count == 1)
        #expect(parts[0].hasPrefix("routes.added 30: GET /a/1, ") && parts[0].hasSuffix("GET /a/20, …"))
    }

    @Test func `a long name is cut`() throws {
        var new = Sample()
        new.routes = Self.routes(["GET /t", "GET /" + String(repeating: "x", count: 300)])
        let parts = try difference(Sample(), new)
        #expect(parts.map(\.count) == ["routes.added 1: ".count + 201])
    }
}
