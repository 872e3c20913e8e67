import Testing

@testable import Gateway

@Suite struct RequestIDsTests {
    private func text(_ id: InlineArray<32, UInt8>) -> String {
        String(decoding: id.indices.map { id[$0] }, as: UTF8.self)
    }

    @Test func `ids are 32 hexadecimal digits, and none comes twice`() {
        var ids = RequestIDs()
        var id = InlineArray<32, UInt8>(repeating: 0)
        var seen: Set<String> = []
        for _ in 0..<5_000 {
            ids.next(&id)
            #expect(id.indices.allSatisfy { (48...57).contains(id[$0]) || (97...102).contains(id[$0]) })
            seen.insert(text(id))
        }
        #expect(seen.count == 5_000)
    }

    @Test func `two loops share no id`() {
        var first = RequestIDs()
        var second = RequestIDs()
        var one = InlineArray<32, UInt8>(repeating: 0)
        var other = InlineArray<32, UInt8>(repeating: 0)
        first.next(&one)
        second.next(&other)
        #expect(text(one).prefix(16) != text(other).prefix(16))
        #expect(text(one).suffix(16) == "0000000000000001")
    }
}
