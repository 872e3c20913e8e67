import Testing

@testable import Policy

struct RouteTableHostTests {
    static let lines = [
        "GET /a",  // 0
        "GET api.shop.test/a",  // 1
        "GET *.shop.test/a",  // 2
        "GET *.test/{x}",  // 3
        "GET *.eu.shop.test/a",  // 4
        "GET /every",  // 5
        "POST api.shop.test/b",  // 6
        "GET /b",  // 7
        "GET 127.0.0.1/a",  // 8
        "GET api.shop.test/accounts/export",  // 9
        "GET /accounts/{id}",  // 10
    ]

    @Test(arguments: [
        ("api.shop.test", "/a", "1"),
        ("API.Shop.TEST", "/a", "1"),
        ("api.shop.test:8443", "/a", "1"),
        ("www.shop.test", "/a", "2"),
        ("a.b.shop.test", "/a", "2"),
        ("shop.test", "/a", "3"),
        ("test", "/a", "0"),
        ("de.eu.shop.test", "/a", "4"),
        ("eu.shop.test", "/a", "2"),
        ("xapi.shop.test", "/a", "2"),
        ("api.shop.testx", "/a", "0"),
        ("myshop.test", "/a", "3"),
        ("", "/a", "0"),
        ("[::1]:80", "/a", "0"),
        ("[::1]", "/a", "0"),
        ("127.0.0.1", "/a", "8"),
        ("127.0.0.1:80", "/a", "8"),
        ("127.0.0.2", "/a", "0"),
        // A route without a host serves every host, unless one with a host comes before it.
        ("api.shop.test", "/every", "3"),
        ("else", "/every", "5"),
        ("api.shop.test", "/none/x", "not found"),
        // The pattern that wins decides, then its methods.
        ("api.shop.test", "/b", "allow POST"),
        ("else", "/b", "7"),
        // What is the same host to others, or could be, is not another one.
        ("api.shop.test.", "/a", "host.emptyLabel"),
        (".", "/a", "host.emptyLabel"),
        (".shop.test", "/a", "host.emptyLabel"),
        ("a..shop.test", "/a", "host.emptyLabel"),
        (":80", "/a", "host.emptyLabel"),
        ("api%2eshop.test", "/a", "host.encoded"),
        ("%61pi.shop.test", "/a", "host.encoded"),
        // A look-alike of a route that comes before is not for the one that comes after.
        ("api.shop.test", "/accounts/export", "9"),
        ("api.shop.test", "/accounts/EXPORT", "path.ambiguousSegment"),
        ("api.shop.test", "/accounts/17", "10"),
        ("www.shop.test", "/accounts/EXPORT", "10"),
    ])
    func `the host decides first, exact before the longest suffix before none`(
        _ host: String, _ path: String, _ expected: String
    ) throws {
        let table = try RouteTable(entries(Self.lines))
        #expect(table.answer("GET", path, host: host) == expected)
        let reversed = try RouteTable(entries(Self.lines.reversed()))
        let other = reversed.answer("GET", path, host: host)
        #expect((Int(other).map { "\(Self.lines.count - 1 - $0)" } ?? other) == expected, "the order of lines matters")
    }

    @Test(arguments: ["api.shop.test.", "a%2e", ""])
    func `where no route names a host, none is looked at`(_ host: String) throws {
        #expect(try RouteTable(entries(["GET /a"])).answer("GET", "/a", host: host) == "0")
    }

    @Test func `the same path of two hosts is no contradiction, and of one host it is`() throws {
        _ = try RouteTable(entries(["GET a.test/x", "GET *.a.test/x", "GET *.test/x", "GET /x"]))
        #expect(throws: RouteTableError(problems: [.conflict(entry: 1, with: 0)])) {
            _ = try RouteTable(entries(["GET a.test/{x}", "GET A.TEST/{y}"]))
        }
        #expect(throws: RouteTableError(problems: [.unreachable(entry: 2, by: 0)])) {
            _ = try RouteTable(
                entries(["GET a.test/{x}", "GET a.test/{x}/{r...}", "GET a.test/{r...}", "GET /{r...}"]))
        }
    }

    @Test func `the steps of all host patterns that match one host count together`() throws {
        func lines(_ host: String) -> [String] {
            (0..<(1 << 8)).map { bits in
                "GET \(host)" + (0..<8).map { bits >> $0 & 1 == 1 ? "/a" : "/{p\($0)}" }.joined() + "/end"
            }
        }
        _ = try RouteTable(entries(lines("a.test") + lines("b.test") + lines("c.test")))
        let entries = try entries(lines("a.b.test") + lines("*.b.test") + lines("*.test"))
        #expect(throws: RouteTableError(problems: [.tooManyAlternatives(2_302)])) { _ = try RouteTable(entries) }
    }

    @Test func `ten thousand hosts are told apart`() throws {
        let table = try RouteTable(
            entries((0..<5_000).map { "GET h\($0).test/x" } + (0..<5_000).map { "GET *.h\($0).test/x" }))
        for index in stride(from: 0, to: 5_000, by: 17) {
            #expect(table.answer("GET", "/x", host: "h\(index).test") == "\(index)")
            #expect(table.answer("GET", "/x", host: "a.b.h\(index).test:1") == "\(5_000 + index)")
        }
        #expect(table.answer("GET", "/x", host: "h5000.test") == "not found")
    }
}
