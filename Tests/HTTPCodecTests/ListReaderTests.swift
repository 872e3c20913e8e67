import HTTPCodec
import Testing

@Suite struct ListReaderTests {
    @Test(
        arguments: [
            ("", []), (",", []), (" \t, ,,\t", []), ("a", ["a"]), (" a ", ["a"]), ("a,b", ["a", "b"]),
            ("a , b", ["a", "b"]), ("\ta\t,\tb\t", ["a", "b"]), (",a,,b,", ["a", "b"]), ("a b,c", ["a b", "c"]),
            ("a,", ["a"]), (",a", ["a"]), ("a;q=1, b;q=2", ["a;q=1", "b;q=2"]), ("a\u{A0},b", ["a\u{A0}", "b"]),
        ] as [(String, [String])])
    func `a list falls into its elements`(value: String, elements: [String]) {
        let bytes = Latin1.bytes(value)
        var reader = ListReader(bytes.span)
        var found: [String] = []
        while let element = reader.next() { found.append(Latin1.text(bytes[Int(element.start)..<element.end])) }
        #expect(found == elements)
        let more = reader.next()
        #expect(more == nil)
    }
}
