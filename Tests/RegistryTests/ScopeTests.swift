import Registry
import Testing

@Suite struct ScopeTests {
    @Test(arguments: ["transactions:read", "a:b", "A.b_c-9:X", "0:0"])
    func `a scope is an audience, a colon and an operation`(text: String) throws {
        let scope = try #require(Scope(text))
        #expect(scope.description == text)
        #expect(text == scope.audience + ":" + scope.operation)
    }

    @Test(arguments: ["", ":", "a", "a:", ":b", "a:b:c", "a b:c", "a:*", "ä:b", "a:b\n", "a:b ", "a:\u{0}"])
    func `anything else is no scope`(text: String) {
        #expect(Scope(text) == nil)
    }

    @Test func `scopes are ordered by their bytes`() {
        let texts = ["b:a", "a:b", "a-a:a", "A:z", "a:a"]
        #expect(texts.compactMap { Scope($0) }.sorted().map(\.description) == ["A:z", "a-a:a", "a:a", "a:b", "b:a"])
    }
}
