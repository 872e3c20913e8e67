import HTTPServer
import Testing

@testable import tollgate

@Suite struct OutputTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_800, "2000-03-01T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"), (1_795_475_600, "2026-11-23T23:13:20Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (253_402_300_800, "253402300800"), (-1, "-1"),
        (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"),
    ])
    func `a time is shown in UTC`(seconds: Int64, text: String) {
        #expect(UTCTime.text(seconds) == text)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T00:00:00Z", 951_782_400), ("2000-03-01T00:00:00Z", 951_868_800),
        ("2100-02-28T23:59:59Z", 4_107_542_399), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `a time in UTC is read as it is shown`(text: String, seconds: Int64) {
        #expect(UTCTime.seconds(text) == seconds)
        #expect(UTCTime.text(seconds) == text)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T10:00:00", "2026-11-24T10:00:00+01:00", "2026-11-24 10:00:00Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-24T24:00:00Z",
        "2026-11-24T10:60:00Z", "26-11-24T10:00:00ZZZ", "2026-11-24T10:00:0xZ", "1969-12-31T23:59:59Z",
        "2026-1-124T10:00:00Z",
    ])
    func `a time in another form is not read`(text: String) {
        #expect(UTCTime.seconds(text) == nil)
    }

    @Test(arguments: [
        ("data/demo/gateway.json", "data/demo/gateway.json"), ("sqlite:/var/lib/t.db", "sqlite:/var/lib/t.db"),
        ("", "''"), ("a b", "'a b'"), ("$(id)", "'$(id)'"), ("it's", "'it'\\''s'"), ("é;", "'é;'"), ("[a]", "'[a]'"),
        ("{a}", "'{a}'"), ("a\u{1B}b", "'a\u{FFFD}b'"),
    ])
    func `a word is written so that a shell reads it as it is`(text: String, word: String) {
        #expect(Plain.word(text) == word)
    }

    @Test func `columns are as wide as their widest cell`() {
        var table = TextTable(headings: ["A", "LONG", "C"])
        table.append(["Zoë's", "x", "y"])
        table.append(["1", "2", ""])
        #expect(table.lines == ["A      LONG  C", "Zoë's  x     y", "1      2"])
    }

    @Test func `what a terminal would act on is not shown`() {
        #expect(Plain.text("a\u{1B}[31mb\nc\u{202E}d") == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d")
        #expect(Plain.text("Zoë's 店") == "Zoë's 店")
    }
}
