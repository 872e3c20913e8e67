/// The messages that are parsed and written: what is on the wire in front of a real gateway.
enum RequestText {
    /// What wrk sends, which is hardly more than the request must hold.
    static let wrk = """
        GET /transactions/4711 HTTP/1.1\r
        Host: 127.0.0.1:8080\r
        Authorization: Bearer \(KnownToken.compact)\r
        \r

        """

    /// What a client library of a service sends behind a load balancer: twelve fields.
    static let client = """
        GET /transactions/txn_8Qw3Rt5Yu7Io9Pa2Sd4F?expand=refunds&limit=50 HTTP/1.1\r
        Host: api.example.com\r
        User-Agent: example-payments-java/4.12.0 (Linux; OpenJDK 21.0.2)\r
        Accept: application/json, application/problem+json;q=0.9\r
        Accept-Encoding: gzip, deflate, br\r
        Accept-Language: en-GB,en;q=0.7\r
        Authorization: Bearer \(KnownToken.compact)\r
        Cache-Control: no-cache\r
        Content-Type: application/json\r
        Connection: keep-alive\r
        X-Request-Id: 5f0c1f2e-8d0b-4f7e-9a55-0d5f3c1b2a90\r
        Traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r
        X-Idempotency-Key: 7f3b9a52-41d8-4c07-b6f2-3b86ad3f7a10\r
        \r

        """

    /// How nginx answers with a small JSON file.
    static let response = """
        HTTP/1.1 200 OK\r
        Server: nginx/1.22.1\r
        Date: Thu, 01 Jan 2026 00:00:00 GMT\r
        Content-Type: application/json\r
        Content-Length: 56\r
        Connection: keep-alive\r
        \r

        """
}
