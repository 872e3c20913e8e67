import Testing

@testable import Accounts

@Suite struct UTCTextTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (1_796_058_000, "2026-11-30T17:00:00Z"),
        (951_782_399, "2000-02-28T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (.max, "9999-12-31T23:59:59Z"),
        (.min, "0000-01-01T00:00:00Z"),
    ])
    func `a time is written in UTC`(time: Int64, text: String) { #expect(UTCText.text(time) == text) }

    @Test func `changes are written as JSON without white space, with what must be escaped`() {
        let changes = [
            AuditChange(field: "name", before: nil, after: "a\"b\\c\n\u{1}é店"),
            AuditChange(field: "owner", before: "x", after: nil),
        ]
        #expect(
            AuditChange.json(changes)
                == "[{\"field\":\"name\",\"before\":null,\"after\":\"a\\\"b\\\\c\\u000a\\u0001é店\"},"
                + "{\"field\":\"owner\",\"before\":\"x\",\"after\":null}]")
        #expect(AuditChange.json([]) == "[]")
    }
}
