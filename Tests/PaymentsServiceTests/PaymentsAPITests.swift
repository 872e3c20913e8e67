import Foundation
import HTTPServer
import Testing

@testable import PaymentsService

@Suite struct PaymentsAPITests {
    private let api = PaymentsAPI(ledger: Ledger(seed: .demonstration))
    private let json = (name: "Content-Type", value: "application/json")

    private func get(_ path: String, query: String? = nil) -> WholeResponse {
        api.respond(to: WholeRequest(method: "GET", path: path, query: query), at: 0)
    }

    private func post(_ path: String, _ text: String, fields: [(name: String, value: String)]? = nil) -> WholeResponse {
        let request = WholeRequest(method: "POST", path: path, fields: fields ?? [json], content: Array(text.utf8))
        return api.respond(to: request, at: 1_800_000_000)
    }

    @Test func `a transaction is shown with its refunds`() throws {
        let response = get("/transactions/tx_1002")
        #expect(response.status == 200)
        let body = try response.object()
        #expect(body["amount"] as? Int == 12_500)
        #expect(body["refunded"] as? Int == 2_500)
        #expect(body["status"] as? String == "partially_refunded")
        #expect(body["createdAt"] as? String == "2026-01-01T01:00:00Z")
        #expect((body["refunds"] as? [[String: Any]])?.first?["transaction"] as? String == "tx_1002")
    }

    @Test func `a payment is created once and then found where Location says`() throws {
        let created = post("/transactions", #"{"amount": 250, "currency": "EUR", "reference": "order-7"}"#)
        #expect(created.status == 201)
        let location = try #require(created.value(of: "Location"))
        #expect(location == "/transactions/tx_1004")
        let found = try get(location).object()
        #expect(found["reference"] as? String == "order-7")
        #expect(found["createdAt"] as? String == "2027-01-15T08:00:00Z")
    }

    @Test func `refunds go from part to whole and then no further`() throws {
        let path = "/transactions/tx_1001/refunds"
        let part = post(path, #"{"amount": 990}"#)
        #expect(part.status == 201)
        #expect(try part.object()["refundable"] as? Int == 4_000)
        let tooMuch = post(path, #"{"amount": 4001}"#)
        #expect(tooMuch.status == 422)
        #expect(try tooMuch.errorFields() == ["amount"])
        let rest = post(path, "", fields: [])
        #expect(rest.status == 201)
        #expect(try rest.object()["amount"] as? Int == 4_000)
        #expect(try rest.object()["status"] as? String == "refunded")
        #expect(post(path, "{}").status == 409)
    }

    @Test func `the list is paged`() throws {
        let first = try get("/transactions", query: "limit=2").object()
        #expect((first["transactions"] as? [[String: Any]])?.map { $0["id"] as? String } == ["tx_1001", "tx_1002"])
        #expect(first["next"] as? String == "tx_1002")
        let last = try get("/transactions", query: "limit=2&after=tx_1002").object()
        #expect((last["transactions"] as? [[String: Any]])?.map { $0["id"] as? String } == ["tx_1003"])
        #expect(last["next"] is NSNull)
    }

    @Test(arguments: [
        ("limit=0", ["limit"]), ("limit=101", ["limit"]), ("limit=two", ["limit"]), ("limit", ["limit"]),
        ("after=tx_1", ["after"]), ("limit=1&limit=2", ["limit"]), ("limt=1&limit=x", ["limt", "limit"]),
    ])
    func `a query that cannot be used is refused`(query: String, fields: [String]) throws {
        let response = get("/transactions", query: query)
        #expect(response.status == 400)
        #expect(try response.errorFields() == fields)
    }

    @Test(arguments: [
        "/", "/transaction", "/transactions/", "/transactions//refunds", "/transactions/tx_1001/refunds/rf_5001",
        "/health/", "/Transactions", "/transactions/tx_1001/refund",
    ])
    func `an unknown path is not found`(path: String) {
        #expect(get(path).status == 404)
    }

    @Test(arguments: ["/transactions", "/transactions/tx_1001", "/health"])
    func `a known path is found`(path: String) {
        #expect(get(path).status == 200)
    }

    @Test func `an unknown transaction is not found`() {
        #expect(get("/transactions/tx_1004").status == 404)
        #expect(post("/transactions/tx_1004/refunds", "{}").status == 404)
    }

    @Test(arguments: [
        ("DELETE", "/transactions", "GET, HEAD, POST"), ("PUT", "/transactions/tx_1001", "GET, HEAD"),
        ("GET", "/transactions/tx_1001/refunds", "POST"), ("POST", "/health", "GET, HEAD"),
        ("get", "/health", "GET, HEAD"),
    ])
    func `a wrong method is told the right ones`(method: String, path: String, allow: String) {
        let response = api.respond(to: WholeRequest(method: method, path: path), at: 0)
        #expect(response.status == 405)
        #expect(response.value(of: "Allow") == allow)
    }

    @Test(arguments: [nil, "text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
    func `content of another media type is refused`(type: String?) {
        let fields = type.map { [(name: "Content-Type", value: $0)] } ?? []
        #expect(post("/transactions/tx_1001/refunds", "{}", fields: fields).status == 415)
    }

    @Test(arguments: ["application/json", "Application/JSON; charset=utf-8"])
    func `content that is JSON is taken`(type: String) {
        #expect(post("/transactions/tx_1001/refunds", "{}", fields: [("Content-Type", type)]).status == 201)
    }

    @Test func `two media types are none`() {
        #expect(post("/transactions/tx_1001/refunds", "{}", fields: [json, json]).status == 415)
    }

    @Test(arguments: ["/transactions", "/transactions/tx_1001", "/transactions/tx_9", "/health", "/nothing"])
    func `every answer says who called`(path: String) throws {
        let fields = [
            (name: "x-client-id", value: "app_1"), (name: "X-Client-Scopes", value: "transactions:read other:write"),
            (name: "X-Request-Id", value: "4f1d"),
        ]
        let response = api.respond(to: WholeRequest(method: "GET", path: path, fields: fields), at: 0)
        let caller = try #require(try response.object()["caller"] as? [String: Any])
        #expect(caller["clientId"] as? String == "app_1")
        #expect(caller["scopes"] as? [String] == ["transactions:read", "other:write"])
        #expect(caller["requestId"] as? String == "4f1d")
    }

    @Test func `a caller that nobody named is null`() throws {
        let caller = try #require(try get("/health").object()["caller"] as? [String: Any])
        #expect(caller["clientId"] is NSNull)
        #expect(caller["scopes"] as? [String] == [])
    }

    @Test func `problems are problem details`() throws {
        let response = post("/transactions", #"{"amount": 0}"#)
        #expect(response.value(of: "Content-Type") == "application/problem+json")
        let body = try response.object()
        #expect(body["type"] as? String == "about:blank")
        #expect(body["title"] as? String == "Unprocessable Content")
        #expect(body["status"] as? Int == 422)
        #expect(try response.errorFields() == ["amount", "currency", "reference"])
    }

    @Test func `a log line holds one request whatever the client sent`() {
        let request = WholeRequest(
            method: "GET", path: "/transactions", query: "a=1 200 client=app_2", fields: [("X-Client-Id", "a b\u{7F}é")]
        )
        let line = RequestLog.line(request, WholeResponse(status: 400))
        #expect(line == "GET /transactions?a=1?200?client=app_2 400 client=a?b??? request=-")
    }
}

extension WholeResponse {
    fileprivate func object() throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(content)) as? [String: Any])
    }

    fileprivate func value(of name: String) -> String? { fields.first { $0.name == name }?.value }

    fileprivate func errorFields() throws -> [String] {
        let errors = try #require(try object()["errors"] as? [[String: Any]])
        return errors.compactMap { $0["field"] as? String }
    }
}
