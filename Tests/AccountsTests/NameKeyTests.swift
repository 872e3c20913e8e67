import Testing

@testable import Accounts

@Suite struct NameKeyTests {
    @Test(arguments: [("Ada", "aDA"), ("STRASSE", "straße"), ("STRAẞE", "strasse"), ("ΟΔΟΣ", "οδος"), ("É", "é")])
    func `names that differ in case only have one key`(first: String, second: String) {
        #expect(NameKey.fold(first) == NameKey.fold(second))
    }

    @Test(arguments: [("Ada", "Adam"), ("a b", "ab"), ("e", "é")])
    func `other names have another key`(first: String, second: String) {
        #expect(NameKey.fold(first) != NameKey.fold(second))
    }
}
