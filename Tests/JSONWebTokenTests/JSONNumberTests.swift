import Testing

@testable import JSONWebToken

@Suite struct JSONNumberTests {
    /// A number, and the whole numbers below and above it.
    static let table: [(text: String, integer: Int64?, floor: Int64?, ceiling: Int64?)] = [
        ("0", 0, 0, 0),
        ("-0", 0, 0, 0),
        ("12", 12, 12, 12),
        ("9223372036854775807", .max, .max, .max),
        ("-9223372036854775808", .min, .min, .min),
        ("9223372036854775808", nil, nil, nil),
        ("99999999999999999999", nil, nil, nil),
        ("1.0", nil, 1, 1),
        ("1.5", nil, 1, 2),
        ("-1.5", nil, -2, -1),
        ("0.001", nil, 0, 1),
        ("-0.001", nil, -1, 0),
        ("0.000", nil, 0, 0),
        ("12.34e1", nil, 123, 124),
        ("12.34E+2", nil, 1234, 1234),
        ("1234e-2", nil, 12, 13),
        ("1700000000e0", nil, 1_700_000_000, 1_700_000_000),
        ("1.7e9", nil, 1_700_000_000, 1_700_000_000),
        ("17000000000000e-4", nil, 1_700_000_000, 1_700_000_000),
        ("0.0000000017e18", nil, 1_700_000_000, 1_700_000_000),
        ("9223372036854775807.5", nil, .max, nil),
        ("1e18", nil, 1_000_000_000_000_000_000, 1_000_000_000_000_000_000),
        ("1e19", nil, nil, nil),
        ("1e400", nil, nil, nil),
        ("1e1000000000", nil, nil, nil),
        ("1e99999999999999999999999999", nil, nil, nil),
        ("1e-1000000000", nil, 0, 1),
        ("-1e-99999999999999999999999999", nil, -1, 0),
        ("0e1000000000", nil, 0, 0),
    ]

    @Test(arguments: table)
    func `a number is rounded exactly, or not at all`(
        text: String, integer: Int64?, floor: Int64?, ceiling: Int64?
    ) {
        let number = JSONNumber(checked: text)
        #expect(number.text == text)
        #expect(number.integer == integer)
        #expect(number.floor == floor)
        #expect(number.ceiling == ceiling)
    }
}
