import Foundation
import HTTPServer
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

    @Test(arguments: [
        ("Bakery", true), (" Bakery", false), ("Bakery ", false), ("", false), ("a\u{202E}b", false),
        ("a\u{0}b", false), ("a\nb", false), ("é", true), ("a b", true), (String(repeating: "x", count: 100), true),
        (String(repeating: "x", count: 101), false), ("\u{3000}x", false), ("a\u{2028}b", false), ("👩‍🍳", true),
    ])
    func `the pattern of names says what the rule says`(name: String, isName: Bool) throws {
        #expect((TextRule.name.fault(in: name) == nil) == isName)
        let json = TextRule.name.json
        guard case .string(let pattern)? = json["pattern"] else { return #expect(Bool(false)) }
        let expression = try NSRegularExpression(pattern: pattern)
        let matches = expression.firstMatch(in: name, range: NSRange(location: 0, length: name.utf16.count)) != nil
        #expect((matches && name.unicodeScalars.count <= 100) == isName)
    }
}
