import JSONWebToken
import Policy
import Registry
import Signing
import Testing

@testable import Configuration

struct ConfigurationDecoderTests {
    @Test func `what is left out has its default`() throws {
        let configuration = try decode(Sample().text, folder: "/etc/tollgate")
        #expect(configuration.listeners.map(\.address.description) == ["127.0.0.1:8080"])
        #expect(configuration.databasePath == "/etc/tollgate/data/tollgate.db")
        #expect(
            configuration.issuer
                == IssuerSettings(
                    url: "http://127.0.0.1:8080", tokenLifetime: 86_400, algorithm: .es256,
                    guessing: .init(perClient: 5, perAddress: 20)))
        #expect(configuration.loops == 4)
        #expect(configuration.accessLog == AccessLog())
        #expect(configuration.realm == "tollgate")
        #expect(configuration.clockSkew == 0)
        #expect(configuration.trustedProxies == [])
        #expect(!configuration.listeners[0].proxyProtocol)
        #expect(configuration.masterKey == nil)
        #expect(configuration.defaultMasterKeyPath == "/etc/tollgate/keys/master.key")
        #expect(configuration.limits == Limits())
        #expect(configuration.timeouts == Timeouts())
        #expect(configuration.upstreams[0].connectTimeout == .seconds(5))
        #expect(configuration.upstreams[0].responseTimeout == .seconds(60))
        #expect(!configuration.upstreams[0].forwardsAuthorization)
    }

    @Test func `every key is read`() throws {
        var sample = Sample()
        sample.listen = #"[{ "address": "[::1]:1" }, { "address": "0.0.0.0:65535", "plaintext": true }]"#
        sample.issuer =
            #"{ "url": "https://a.example/x", "tokenLifetime": "90s", "algorithm": "RS256", "rotateEvery": "1h", "guessing": { "perClient": 7, "perAddress": 8 } }"#
        sample.audiences =
            #"{ "a": { "description": "An A", "operations": { "x": "X", "y": "Y" } }, "b": { "operations": { "z": "Z" } } }"#
        sample.upstreams = """
            { "one": { "endpoints": ["http://Payments.Internal:81", "http://[::1]:82", "http://10.0.0.1"],
            "forwardAuthorization": true, "timeouts": { "connect": "250ms" } }, "two": { "endpoints": ["http://b:1"] } }
            """
        sample.routes = """
            [{ "match": "GET /x/{id}", "scope": { "all": ["a:x", "b:z"] }, "upstream": "two" },
            { "match": "POST /x", "scope": { "any": ["a:y", "b:z"] }, "upstream": "one", "limits": { "body": "2GiB" } },
            { "match": "GET /h", "public": true, "upstream": "one" }]
            """
        sample.more = [
            #""$schema": "./gateway.schema.json""#, #""store": "sqlite:/var/t.db""#, #""loops": 2"#,
            #""accessLog": "logs/access.log""#, #""realm": "pay""#, #""clockSkew": "5m""#,
            #""masterKey": "file:keys/m""#,
            #""limits": { "head": "8KiB", "target": "4KiB", "fields": 50, "body": "1GiB", "token": "2KiB", "connections": 100 }"#,
            #""timeouts": { "head": "1s", "idle": "2s", "body": "3s", "connect": "4s", "response": "1m" }"#,
        ]
        let configuration = try decode(sample.text, folder: "/srv/")
        #expect(configuration.listeners.map(\.address.description) == ["[::1]:1", "0.0.0.0:65535"])
        #expect(
            configuration.issuer
                == IssuerSettings(
                    url: "https://a.example/x", tokenLifetime: 90, algorithm: .rs256, rotateEvery: 3600,
                    guessing: .init(perClient: 7, perAddress: 8)))
        #expect(configuration.audiences.map(\.name) == ["a", "b"])
        #expect(configuration.audiences[0].description == "An A")
        #expect(configuration.audiences[0].operations.map(\.scope.description) == ["a:x", "a:y"])
        #expect(configuration.upstreams.map(\.name) == ["one", "two"])
        let one = configuration.upstreams[0]
        #expect(
            one.endpoints.map(\.description) == [
                "http://payments.internal:81", "http://[::1]:82", "http://10.0.0.1:80",
            ])
        #expect(one.forwardsAuthorization)
        #expect(one.connectTimeout == .milliseconds(250))
        #expect(one.responseTimeout == .seconds(60))
        #expect(configuration.upstreams[1].connectTimeout == .seconds(4))
        let scopes = configuration.scopes
        #expect(
            configuration.routes.routes.map(\.requirement) == [
                .all([try #require(scopes.id("a:x")), try #require(scopes.id("b:z"))]),
                .any([try #require(scopes.id("a:y")), try #require(scopes.id("b:z"))]), .public,
            ])
        #expect(configuration.routes.routes.map(\.upstream) == [1, 0, 0])
        #expect(configuration.routes.routes.map(\.label) == ["GET /x/{id}", "POST /x", "GET /h"])
        #expect(configuration.databasePath == "/var/t.db")
        #expect(configuration.loops == 2)
        #expect(configuration.accessLog == AccessLog(destination: .file("/srv/logs/access.log")))
        #expect(configuration.realm == "pay")
        #expect(configuration.clockSkew == 300)
        #expect(configuration.masterKey == .file("/srv/keys/m"))
        #expect(
            configuration.limits
                == Limits(head: 8_192, target: 4_096, fields: 50, token: 2_048, body: 1 << 30, connections: 100))
        #expect(configuration.routes.routes.map(\.bodyLimit) == [nil, 2 << 30, nil])
        #expect(configuration.makeVerifier(keys: try .init([])).maximumSize == 2_048)
        #expect(
            configuration.timeouts
                == Timeouts(
                    head: .seconds(1), idle: .seconds(2), body: .seconds(3), connect: .seconds(4),
                    response: .seconds(60)))
    }

    @Test(arguments: [
        (#""accessLog": "off""#, AccessLog(destination: .off)), (#""accessLog": "stdout""#, AccessLog()),
        (#""accessLog": "./stdot""#, AccessLog(destination: .file("./stdot"))),
        (#""accessLog": "access.log""#, AccessLog(destination: .file("access.log"))),
        (#""accessLog": { "path": "stdout", "queries": true }"#, AccessLog(includesQueries: true)),
        (#""accessLog": { "path": "a.log" }"#, AccessLog(destination: .file("a.log"))),
    ])
    func `the access log goes where it is sent`(_ member: String, _ log: AccessLog) throws {
        #expect(try decode(Sample.with(member).text).accessLog == log)
    }

    @Test func `trusted proxies are read, mapped ones as what they stand for`() throws {
        let text = #""trustedProxies": ["10.0.0.0/8", "192.0.2.7", "fd00::/8", "::1", "::ffff:172.16.0.0/108"]"#
        var sample = Sample.with(text)
        sample.listen = #"[{ "address": "127.0.0.1:80", "proxyProtocol": true }]"#
        let configuration = try decode(sample.text)
        #expect(
            configuration.trustedProxies.map(\.description) == [
                "10.0.0.0/8", "192.0.2.7/32", "fd00:0:0:0:0:0:0:0/8", "0:0:0:0:0:0:0:1/128", "172.16.0.0/12",
            ])
        #expect(configuration.listeners[0].proxyProtocol)
    }

    @Test func `a small head bounds what stands in it`() throws {
        let limits = try decode(Sample.with(#""limits": { "head": "2KiB" }"#).text).limits
        #expect(limits.target == 2_048 && limits.token == 2_048)
    }

    @Test func `a configuration makes a snapshot that decides`() throws {
        let configuration = try decode(Sample().text)
        let verifier = configuration.makeVerifier(keys: try .init([]))
        let snapshot = configuration.makeSnapshot(registry: RegistryView(), verifier: verifier, revision: 3)
        #expect(snapshot.revision == 3)
        #expect(verifier.issuer == "http://127.0.0.1:8080")
        let decision = snapshot.decide(
            method: Array("GET".utf8).span, host: Span<UInt8>(), path: Array("/t".utf8).span, credentials: .none, now: 0
        )
        #expect(decision == .refused(.credentialsMissing(scopes: "transactions:read")))
    }

    @Test func `all problems are told at once, in the order of the document`() {
        var sample = Sample()
        sample.listen = #"[{ "adress": "127.0.0.1:8080" }]"#
        sample.issuer = #"{ "url": "ftp://a" }"#
        sample.upstreams = #"{ "payments": { "endpoints": [] } }"#
        sample.routes =
            #"[{ "match": "GET /t", "upstream": "payment" }, { "match": "GET /t", "public": true, "upstream": "payments" }]"#
        sample.more = [#""loops": 0"#]
        #expect(
            problems(sample.text) == [
                #"listen[0]: "address" is missing; add "address": "127.0.0.1:8080" (gateway.json:2:15)"#,
                #"listen[0].adress: unknown key; did you mean "address"? (gateway.json:2:17)"#,
                #"issuer.url: "ftp://a" does not begin with http:// or https://; write the URL that clients reach the gateway at, such as "https://gateway.example" (gateway.json:3:23)"#,
                #"upstreams.payments.endpoints: no endpoint is listed; add one, such as "http://127.0.0.1:9001" (gateway.json:5:43)"#,
                #"routes[0]: neither "scope" nor "public" is there, so nothing says who may call; add "scope": "audience:operation", or "public": true (gateway.json:6:15)"#,
                #"routes[0].upstream: "payment" is not declared; did you mean "payments"? (gateway.json:6:48)"#,
                #"routes[1].match: "GET /t" matches the same requests as routes[0] "GET /t" (gateway.json:6:26); remove one of the two, or make its path more specific (gateway.json:6:72)"#,
                "loops: 0 is out of range; write a whole number from 1 to 4, the number of this machine's cores (gateway.json:7:10)",
            ])
    }

    @Test func `a mistake in a section is not reported again where the section is used`() {
        var sample = Sample()
        sample.audiences = "7"
        sample.upstreams = "[]"
        #expect(
            problems(sample.text) == [
                #"audiences: a number stands where an object is expected; write audiences such as "transactions": { … } between { and } (gateway.json:4:14)"#,
                #"upstreams: a list stands where an object is expected; write upstreams such as "payments": { … } between { and } (gateway.json:5:14)"#,
            ])
    }

    @Test func `columns count characters and lines count line feeds`() {
        let text = Sample.with("\"réalm\": 1").text
        #expect(
            problems(text) == [#"["réalm"]: unknown key; did you mean "realm"? (gateway.json:7:1)"#])
        #expect(
            problems("{ \"é\": 1, \"b\": 2 }").contains {
                $0.hasPrefix("b: unknown key;") && $0.hasSuffix("(gateway.json:1:11)")
            })
    }

    @Test func `a key that only looks like a known one is unknown`() {
        let text = Sample.with(#""masterKey": "env:A", "master\u212Aey": "env:B""#).text
        #expect(problems(text).map { $0.contains("unknown key") } == [true])
    }

    @Test func `a name cannot forge a line of a log`() {
        let found = problems(Sample.with(#""a\nlisten: fine": 1"#).text)
        #expect(found.count == 1)
        #expect(found.allSatisfy { !$0.contains("\n") })
    }

    @Test(arguments: [
        ("{", "the text ends before a list or an object is closed; add the missing ] or } (gateway.json:1:2)"),
        ("", "there is no JSON value here; write one (gateway.json:1:1)"),
        ("{\n \"a\": 1,\n}", "a comma is followed by no further entry; remove the comma (gateway.json:2:8)"),
        ("{\n // no\n}", "JSON has no comments; remove this one (gateway.json:2:2)"),
        ("{ \"a: 1 }", "this string is not closed; add the missing quotation mark (gateway.json:1:3)"),
        ("{ \"a\": 1, \"a\": 2 }", "an object has two entries of this name; remove one (gateway.json:1:11)"),
    ])
    func `a fault of syntax is one problem at its place`(_ text: String, _ expected: String) {
        #expect(problems(text) == [expected])
    }

    @Test func `a document that is no object is refused`() {
        #expect(
            problems("[]") == [
                "a list stands where an object is expected; write the settings between { and } (gateway.json:1:1)"
            ])
    }

    @Test func `an empty document lacks what must be there`() {
        #expect(
            problems("{}") == [
                #""listen" is missing; add "listen": [{ "address": "127.0.0.1:8080" }] (gateway.json:1:1)"#,
                #""issuer" is missing; add "issuer": { "url": "http://127.0.0.1:8080" } (gateway.json:1:1)"#,
                #""upstreams" is missing; add "upstreams": { "NAME": { "endpoints": ["http://HOST:PORT"] } } (gateway.json:1:1)"#,
                #""routes" is missing; add "routes": []; without a route every call is answered with 404 (gateway.json:1:1)"#,
            ])
    }
}
