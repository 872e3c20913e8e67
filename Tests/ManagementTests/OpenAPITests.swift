import Foundation
import HTTPServer
import JSONWebToken
import Testing

@testable import Management

@Suite struct OpenAPITests {
    private func document() async throws -> [String: Any] {
        let content = await (try Plaza.open()).ask("GET", "/openapi.json").response.content
        return try #require(try JSONSerialization.jsonObject(with: Data(content)) as? [String: Any])
    }

    @Test func `the description is public and has every operation once`() async throws {
        let paths = try #require(try await document()["paths"] as? [String: [String: [String: Any]]])
        let operations = paths.values.flatMap { $0.values }
        let ids = operations.compactMap { $0["operationId"] as? String }
        #expect(ids.count == operations.count && Set(ids).count == ids.count && ids.count >= 45)
        #expect(paths["/openapi.json"]?["get"] != nil && paths["/applications/{clientId}"]?["patch"] != nil)
    }

    /// A client keeps one of two members of one name, and leaves out the other without a word.
    @Test func `no object of it has a member twice`() async throws {
        let content = await (try Plaza.open()).ask("GET", "/openapi.json").response.content
        #expect(throws: Never.self) { try JSONReader.parse(content.span, depth: 64) }
    }

    @Test func `each media type of an answer is described`() async throws {
        let paths = try #require(try await document()["paths"] as? [String: [String: [String: Any]]])
        let responses = try #require(paths["/audit/export"]?["get"]?["responses"] as? [String: [String: Any]])
        let content = try #require(responses["200"]?["content"] as? [String: Any])
        #expect(Set(content.keys) == ["application/jsonl", "text/csv"])
    }

    @Test(arguments: [
        ("/applications/{clientId}/secrets/{secretId}", "patch", true),
        ("/applications/{clientId}/secrets/{secretId}", "delete", false),
        ("/applications/{clientId}/disable", "post", false), ("/me", "patch", false),
        ("/accounts/{id}/reset", "post", false),
    ])
    func `a change says whether it needs the version`(
        path: String, method: String, isRequired: Bool
    ) async throws {
        let paths = try #require(try await document()["paths"] as? [String: [String: [String: Any]]])
        let operation = try #require(paths[path]?[method])
        let parameters = try #require(operation["parameters"] as? [[String: Any]])
        let field = try #require(parameters.first { $0["name"] as? String == "If-Match" })
        #expect(field["required"] as? Bool == isRequired)
        let responses = try #require(operation["responses"] as? [String: Any])
        #expect(
            Set(responses.keys.compactMap { Int($0) }).intersection([412, 428]) == (isRequired ? [412, 428] : [412]))
    }

    @Test func `what it refers to is there`() async throws {
        let document = try await document()
        var references: Set<String> = []
        func look(_ value: Any) {
            if let object = value as? [String: Any] {
                if let reference = object["$ref"] as? String { references.insert(reference) }
                object.values.forEach(look)
            } else if let list = value as? [Any] {
                list.forEach(look)
            }
        }
        look(document)
        #expect(references.count > 8)
        for reference in references {
            let found = reference.split(separator: "/").dropFirst().reduce(document as Any?) { value, name in
                (value as? [String: Any])?[String(name)]
            }
            #expect(found != nil, "\(reference)")
        }
    }

    @Test func `scopes are those that the configuration declares`() async throws {
        let components = try #require(try await document()["components"] as? [String: [String: [String: Any]]])
        #expect(
            components["schemas"]?["Scope"]?["enum"] as? [String]
                == ["transactions:read", "transactions:refund", "accounts:read"])
    }

    // MARK: Security

    /// What an operation is told to need, beside what it asks for.
    @Test func `what a request must present is what it is refused without`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let token = [("Authorization", "Bearer " + (try await plaza.token(of: ada)))]
        var kinds: Set<[Set<String>]> = []
        for operation in try await operations() {
            let needed = operation.security
            kinds.insert(needed)
            let (method, path) = (operation.method, operation.path)
            let bare = await plaza.ask(method, path)
            #expect((bare.reason == "session.needed") == !needed.isEmpty, "\(method) \(path)")
            let program = await plaza.ask(method, path, nil, token)
            #expect(
                (program.status == 403) == (!needed.isEmpty && !needed.contains(["token"])), "\(method) \(path)")
            let page = await plaza.ask(method, path, by: ada, [("X-CSRF-Token", "another")])
            #expect((page.reason == "csrf.token") == needed.contains(["session", "csrf"]), "\(method) \(path)")
        }
        #expect(kinds.count == 5)
    }

    /// An operation with made-up values in its path, and the sets of schemes of which it needs one.
    private func operations() async throws -> [(method: String, path: String, security: [Set<String>])] {
        let paths = try #require(try await document()["paths"] as? [String: [String: [String: Any]]])
        return try paths.flatMap { path, item in
            try item.map { method, operation in
                let needed = try #require(operation["security"] as? [[String: Any]])
                let named = path.split(separator: "/").map { $0.hasPrefix("{") ? "none" : $0 }.joined(separator: "/")
                return (method.uppercased(), "/" + named, needed.map { Set($0.keys) })
            }
        }
    }

    // MARK: Whole numbers

    /// A program that keeps a description without an end sends what no 64 bits hold, and is refused.
    @Test func `a whole number that is asked for ends where the description says`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        let paths = try #require(try await document()["paths"] as? [String: [String: [String: Any]]])
        var names: Set<String> = []
        for (path, item) in paths {
            for parameter in item["get"]?["parameters"] as? [[String: Any]] ?? [] {
                let schema = try #require(parameter["schema"] as? [String: Any])
                guard schema["type"] as? String == "integer" else { continue }
                let name = try #require(parameter["name"] as? String)
                names.insert(name)
                let most = try #require(schema["maximum"] as? Int64, "\(path) \(name)")
                for (value, isRefused) in [(most, false), (most + 1, true)] {
                    // Made-up names in a path are answered with 404, after the query was looked at.
                    let asked = "\(path)?\(name)=\(value)"
                    #expect((await plaza.ask("GET", asked, by: ada).status == 400) == isRefused, "\(asked)")
                }
            }
        }
        #expect(names == ["offset", "limit", "before"])
    }

    // MARK: Texts

    @Test(arguments: [
        (TextRule.time, "1970-01-01T00:00:00Z", true), (.time, "9999-12-31T23:59:59Z", true),
        (.time, "1969-12-31T23:59:59Z", false), (.time, "2026-13-01T00:00:00Z", false),
        (.time, "2026-01-32T00:00:00Z", false), (.time, "2026-01-01T24:00:00Z", false),
        (.time, "2026-01-01T00:60:00Z", false), (.time, "2026-01-01T00:00:60Z", false),
        (.time, "2026-01-01T00:00:00+00:00", false), (.line(1...3), "abc", true), (.line(1...3), "é\u{80}", true),
        (.line(1...3), "a\n", false), (.line(1...3), "\u{7F}", false), (.line(1...3), "\u{0}", false),
        (.scope, "a:b", true), (.scope, "a.b_c-D1:x", true), (.scope, "a", false), (.scope, "a:", false),
        (.scope, "a:b:c", false), (.scope, "é:b", false), (.scope, "a:b\n", false),
    ])
    func `the pattern of a text says what the rule says`(rule: TextRule, text: String, isRight: Bool) throws {
        #expect((rule.fault(in: text, at: "") == nil) == isRight)
        guard case .string(let pattern)? = rule.json["pattern"] else { return #expect(Bool(false)) }
        // As ECMA-262 has it, where `$` is the very end.
        let end = pattern.dropLast() + "\\z"
        #expect((text.range(of: end, options: .regularExpression) != nil) == isRight)
    }

    /// Each scalar in the middle of a name: the class of the pattern is written by hand, the rule asks Unicode.
    @Test func `the pattern of names refuses the characters that the rule refuses`() throws {
        guard case .string(let pattern)? = TextRule.name.json["pattern"] else { return #expect(Bool(false)) }
        let expression = try NSRegularExpression(pattern: pattern)
        let others = (0...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
            let name = "a\(scalar)a"
            let matches = expression.firstMatch(in: name, range: NSRange(location: 0, length: name.utf16.count)) != nil
            return matches != (TextRule.name.fault(in: name, at: "") == nil)
        }
        #expect(others.isEmpty, "\(others.prefix(20).map { String($0.value, radix: 16) })")
    }

    @Test(arguments: [
        ("Bakery", true), (" Bakery", false), ("Bakery ", false), ("", false), ("a\u{202E}b", false),
        ("a\u{0}b", false), ("a\nb", false), ("é", true), ("a b", true), (String(repeating: "x", count: 100), true),
        (String(repeating: "x", count: 101), false), ("\u{3000}x", false), ("a\u{2028}b", false), ("👩‍🍳", true),
    ])
    func `the pattern of names says what the rule says`(name: String, isName: Bool) throws {
        #expect((TextRule.name.fault(in: name, at: "") == nil) == isName)
        let json = TextRule.name.json
        guard case .string(let pattern)? = json["pattern"] else { return #expect(Bool(false)) }
        let expression = try NSRegularExpression(pattern: pattern)
        let matches = expression.firstMatch(in: name, range: NSRange(location: 0, length: name.utf16.count)) != nil
        #expect((matches && name.unicodeScalars.count <= 100) == isName)
    }
}
