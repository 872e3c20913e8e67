import HTTPServer
import Testing

@testable import Management

/// What every operation asks of a request.
@Suite struct RequestTests {
    @Test(
        arguments: [
            ("GET", "/nothing", 404, nil), ("GET", "/applications/", 404, nil),
            ("GET", "/applications/x/y/z", 404, nil),
            ("GET", "/Session", 404, nil), ("PUT", "/applications", 405, "GET, POST, HEAD"),
            ("POST", "/audiences", 405, "GET, HEAD"), ("GET", "/explain", 405, "POST"),
        ] as [(String, String, Int, String?)])
    func `a path has its methods`(method: String, path: String, status: Int, allow: String?) async throws {
        let answer = try await Plaza.open().ask(method, path)
        #expect(answer.status == status)
        #expect(answer.field("Allow") == allow)
        #expect(answer.field("Content-Type") == "application/problem+json")
    }

    @Test(arguments: [
        ("", 200), ("?", 200), ("?limit=1", 200), ("?enabled=true&sort=-name", 200), ("?q=a%20b+c", 200),
        ("?nothing=1", 400), ("?Limit=1", 400), ("?limit=0", 400), ("?limit=501", 400), ("?limit=01", 400),
        ("?limit=", 400), ("?enabled=yes", 400), ("?sort=secret", 400), ("?limit=1&limit=1", 400), ("?q=%FF", 400),
        ("?q=%4", 400), ("?scope=everything", 400),
    ])
    func `no parameter is passed over`(query: String, status: Int) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        #expect(await plaza.ask("GET", "/applications" + query, by: ada).status == status)
    }

    @Test func `of very many faults the first hundred are told, and how many there are`() async throws {
        let plaza = try Plaza.open()
        let members = (0..<6_500).map { "\"m\($0)\":1" }.joined(separator: ",")
        let answer = await plaza.ask("POST", "/session", "{\(members)}")
        #expect(answer.status == 400 && answer.pointers.count == Problem.mostErrors)
        #expect(answer["values"]?["count"]?.integer == 6_502)
        #expect(answer.response.content.count < 64 * 1024)
    }

    @Test func `each parameter at fault is named`() async throws {
        let plaza = try Plaza.open()
        let answer = await plaza.ask(
            "GET", "/applications?colour=red&limit=0&sort=x", by: try await plaza.person("ada"))
        #expect(answer.reason == "query.invalid")
        #expect(answer.pointers == ["?colour", "?limit", "?sort"])
    }

    @Test(arguments: [
        ("application/json", 201), ("application/json; charset=utf-8", 201), ("Application/JSON", 201),
        ("text/plain", 415), ("application/json, application/json", 415), ("application/x-www-form-urlencoded", 415),
        ("application/json; charset=latin1", 415),
    ])
    func `content is JSON and says so`(type: String, status: Int) async throws {
        let plaza = try Plaza.open()
        let answer = await plaza.ask(
            "POST", "/merchants", #"{"name":"Bakery","allowedScopes":[]}"#, by: try await plaza.person("ada"),
            [("Content-Type", type)])
        #expect(answer.status == status)
    }

    @Test(arguments: [
        #"{"name":"a","name":"b","allowedScopes":[]}"#, #"{"name":"a","allowedScopes":[],}"#, "", "{", "[]",
        #"{"name":"a","allowedScopes":[]} x"#, #"{"name":"\ud800","allowedScopes":[]}"#,
    ])
    func `what two readers could read in two ways is refused`(body: String) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        #expect(await plaza.ask("POST", "/merchants", body, by: ada).status == 400)
        #expect(await plaza.ask("POST", "/merchants", #"{"name":"a","allowedScopes":[]}"#, by: ada).status == 201)
    }

    @Test func `every field at fault is named at once`() async throws {
        let plaza = try Plaza.open()
        let answer = await plaza.ask(
            "POST", "/applications",
            #"{"name":" x","scopes":["transactions:read","transactions:refnd","x",7],"colour/~":1}"#,
            by: try await plaza.person("ada"))
        #expect(answer.status == 400 && answer.reason == "content.invalid")
        #expect(Set(answer.pointers) == ["/name", "/scopes/1", "/scopes/2", "/scopes/3", "/colour~1~0", "/owner"])
    }

    @Test func `a scope that is nearly declared is told`() async throws {
        let plaza = try Plaza.open()
        let body = #"{"name":"x","owner":"Bakery","scopes":["transactions:read","transactions:refnd"]}"#
        let answer = await plaza.ask("POST", "/applications", body, by: try await plaza.person("ada"))
        // The content is as the description has it: audience and operation.
        #expect(answer.status == 422 && answer.reason == "content.unprocessable")
        #expect(answer.pointers == ["/scopes/1"] && answer.faults == ["scope.undeclared"])
        #expect(answer["errors"]?.elements.first?["detail"]?.text?.contains("transactions:refund") == true)
    }

    @Test func `what takes no content is sent none`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let id = try await plaza.register("Till", owner: "Bakery", by: ada)
        #expect(await plaza.ask("POST", "/applications/\(id)/disable", "{}", by: ada).status == 400)
        #expect(await plaza.ask("POST", "/applications/\(id)/disable", by: ada).status == 200)
    }

    // MARK: Conditions

    @Test(arguments: [
        (nil, 428), ("*", 200), ("\"1\"", 200), ("\"2\"", 412), ("\"x\"", 412), ("W/\"1\"", 412), ("1", 400),
        ("\"1\", \"2\"", 400),
    ])
    func `a change says which version it is of`(tag: String?, status: Int) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let made = await plaza.ask("POST", "/merchants", #"{"name":"Bakery","allowedScopes":[]}"#, by: ada)
        #expect(made.field("ETag") == "\"1\"")
        let answer = await plaza.ask(
            "PATCH", "/merchants/\(try #require(made["id"]?.text))", #"{"allowedScopes":["accounts:read"]}"#, by: ada,
            tag.map { [("If-Match", $0)] } ?? [])
        #expect(answer.status == status)
    }

    @Test func `who comes second is shown what there is`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let id = try await plaza.register("Till", owner: "Bakery", by: ada)
        let tag = try #require(await plaza.ask("GET", "/applications/\(id)", by: ada).field("ETag"))
        let (path, fields) = ("/applications/\(id)", [("If-Match", tag)])
        #expect(await plaza.ask("PATCH", path, #"{"name":"First"}"#, by: ada, fields).status == 200)
        let second = await plaza.ask("PATCH", path, #"{"name":"Second"}"#, by: ada, fields)
        #expect(second.status == 412)
        #expect(second["current"]?["name"]?.text == "First")
        let now = try #require(second.field("ETag"))
        #expect(await plaza.ask("PATCH", path, #"{"name":"Second"}"#, by: ada, [("If-Match", now)]).status == 200)
    }

    @Test func `who has it is not sent it again`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let path = "/applications/\(try await plaza.register("Till", owner: "Bakery", by: ada))"
        let tag = try #require(await plaza.ask("GET", path, by: ada).field("ETag"))
        for (named, status) in [(tag, 304), ("W/" + tag, 304), ("\"0\", \(tag)", 304), ("*", 304), ("\"0\"", 200)] {
            let answer = await plaza.ask("GET", path, by: ada, [("If-None-Match", named)])
            #expect(answer.status == status, "\(named)")
            #expect(answer.field("ETag") == tag)
            #expect(answer.response.content.isEmpty == (status == 304))
        }
    }
}
