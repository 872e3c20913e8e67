import Testing

@testable import PaymentsService

@Suite struct PaymentRequestTests {
    @Test(arguments: [
        #"{"amount": 1, "currency": "EUR", "reference": "r"}"#,
        #"{"amount": 9999999999, "currency": "JPY", "reference": "Café 12"}"#,
    ])
    func `a payment with its three fields is taken`(json: String) throws {
        _ = try PaymentRequest(Array(json.utf8))
    }

    /// The fields that each is refused for.
    @Test(arguments: [
        ("{}", ["amount", "currency", "reference"]),
        (#"{"amount": 0, "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": -5, "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": 12.5, "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": "12", "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": true, "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": 10000000000, "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": 1e30, "currency": "EUR", "reference": "r"}"#, ["amount"]),
        (#"{"amount": 1, "currency": "eur", "reference": "r"}"#, ["currency"]),
        (#"{"amount": 1, "currency": "EURO", "reference": "r"}"#, ["currency"]),
        (#"{"amount": 1, "currency": "QQQ", "reference": "r"}"#, ["currency"]),
        (#"{"amount": 1, "currency": 978, "reference": "r"}"#, ["currency"]),
        (#"{"amount": 1, "currency": "EUR", "reference": ""}"#, ["reference"]),
        (#"{"amount": 1, "currency": "EUR", "reference": "a\nb"}"#, ["reference"]),
        (#"{"amount": 1, "currency": "EUR", "reference": null}"#, ["reference"]),
        (#"{"amount": 1, "currency": "EUR", "reference": "r", "amuont": 2}"#, ["amuont"]),
        (#"{"amount": [], "currency": {}, "reference": "r"}"#, ["amount", "currency"]),
    ])
    func `every field that is wrong is named`(json: String, fields: [String]) throws {
        let problem = try #require(throws: Problem.self) { try PaymentRequest(Array(json.utf8)) }
        #expect(problem.status == 422)
        #expect(problem.errors.map(\.field) == fields)
    }

    @Test(arguments: [64, 65]) func `a reference has at most 64 characters`(count: Int) {
        let json = #"{"amount": 1, "currency": "EUR", "reference": "\#(String(repeating: "é", count: count))"}"#
        #expect((try? PaymentRequest(Array(json.utf8))) == nil ? count == 65 : count == 64)
    }

    @Test(arguments: ["", "null", "[]", "12", "{", #"{"amount": 1"#, String(repeating: "[", count: 50_000)])
    func `content that is no JSON object is refused as malformed`(text: String) throws {
        let problem = try #require(throws: Problem.self) { try PaymentRequest(Array(text.utf8)) }
        #expect(problem.status == 400)
    }

    @Test func `a refund may say nothing at all`() throws {
        #expect(try RefundRequest([]) == RefundRequest())
        #expect(try RefundRequest(Array("{}".utf8)) == RefundRequest())
        let both = try RefundRequest(Array(#"{"amount": 5, "reference": "r"}"#.utf8))
        #expect(both == RefundRequest(amount: 5, reference: "r"))
    }

    @Test func `a refund names what is wrong`() throws {
        let problem = try #require(throws: Problem.self) {
            try RefundRequest(Array(#"{"amount": null, "currency": "EUR"}"#.utf8))
        }
        #expect(problem.errors.map(\.field) == ["amount", "currency"])
    }
}
