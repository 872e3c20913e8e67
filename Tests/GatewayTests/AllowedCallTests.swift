import Testing
import TollgateTesting

@testable import Gateway

@Suite struct AllowedCallTests {
    @Test func `the service gets the request, who calls, and nothing of the token`() async throws {
        try await GatewayScene.play { scene in
            let (peer, request) = try scene.begin(
                scene.request(
                    "GET /orders/7?a=%20b&c",
                    fields:
                        "Accept: */*\r\nX-Client-Id: forged\r\nx_client_scopes: forged\r\nX-Forwarded-For: 6.6.6.6\r\n"
                        + "Connection: X-Client-Id, x-private, keep-alive\r\nX-Private: mine\r\nTE: trailers\r\n"
                        + "Keep-Alive: 5\r\nForwarded: for=6.6.6.6\r\nX-Request-Id: mine\r\nVia: 1.0 edge\r\n"))
            #expect(request.startLine == "GET /orders/7?a=%20b&c HTTP/1.1")
            let id = try #require(request.values(of: "X-Request-Id").first)
            let fields = request.head.split(separator: "\r\n").dropFirst().map(String.init)
            #expect(
                fields == [
                    "Host: orders.test", "Accept: */*", "Via: 1.0 edge", "X-Client-Id: app_1",
                    "X-Client-Scopes: orders:read orders:create", "X-Request-Id: \(id)", "X-Forwarded-For: 127.0.0.1",
                    "X-Forwarded-Proto: http", "X-Forwarded-Host: api.test", "Via: 1.1 tollgate",
                ])
            #expect(id.utf8.count == RequestIDs.length)
            try peer.send(
                "HTTP/1.1 201 Made\r\nContent-Length: 2\r\nX-Own: 1\r\nConnection: X-Gone\r\nX-Gone: 1\r\nKeep-Alive: 5\r\n"
                    + "Via: 1.1 inner\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Request-Id: forged\r\n\r\nhi")
            let response = try scene.client.readResponse()
            #expect(response.status == 201)
            #expect(response.text == "hi")
            #expect(response.values(of: "X-Own") == ["1"])
            #expect(response.values(of: "Via") == ["1.1 inner", "1.1 tollgate"])
            #expect(response.values(of: "X-Request-Id") == [id])
            #expect(response.values(of: "Date") == ["Thu, 01 Jan 1970 00:00:00 GMT"])
            for name in ["X-Gone", "Keep-Alive", "Connection"] { #expect(response.values(of: name) == []) }
        }
    }

    /// What broke: `Date` and `Server` of a client, which a request gives no meaning to, passed although `Connection` named
    /// them (RFC 9110 §7.6.1).
    @Test
    func `what a client keeps to its connection does not reach the service, whatever a response would mean by it`()
        async throws
    {
        try await GatewayScene.play { scene in
            let kept = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: a\r\n"
            let named = scene.request(
                "GET /orders/7", fields: "Connection: Date, Server, Via\r\nVia: 1.0 edge\r\n" + kept)
            let (peer, request) = try scene.begin(named)
            #expect(request.values(of: "Date") == [] && request.values(of: "Server") == [])
            #expect(request.values(of: "Via") == ["1.0 edge", "1.1 tollgate"])
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            _ = try scene.client.readResponse()
            try scene.client.send(scene.request("GET /orders/7", fields: kept))
            let other = try peer.readRequest()
            #expect(other.values(of: "Date").count == 1 && other.values(of: "Server") == ["a"])
        }
    }

    /// What broke: fields that mean something in a request were passed on to the client although `Connection` named them.
    @Test func `every field that the service keeps to its connection stays there, but for Via and Date`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            let names = [
                "X-Real-IP", "X-Forwarded-For", "X-Client-Id", "X-Original-URL", "Server", "X_Client_Id", "X-Own",
            ]
            let lines = names.map { "\($0): 10.0.0.1\r\n" }.joined()
            let date = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nVia: 1.1 inner\r\n"
            let start = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
            try peer.send(start + "Connection: Via, Date, \(names.joined(separator: ", "))\r\n\(lines)\(date)\r\nok")
            let response = try scene.client.readResponse()
            for name in names { #expect(response.values(of: name) == []) }
            #expect(response.values(of: "Via") == ["1.1 inner", "1.1 tollgate"])
            #expect(response.values(of: "Date") == ["Thu, 01 Jan 1970 00:00:00 GMT"])
            try scene.client.send(scene.request("GET /orders/1"))
            _ = try peer.readRequest()
            try peer.send(start + "\(lines)\r\nok")
            let next = try scene.client.readResponse()
            for name in names { #expect(next.values(of: name) == ["10.0.0.1"]) }
        }
    }

    @Test func `a public route asks for nothing and passes credentials on`() async throws {
        try await GatewayScene.play { scene in
            let (peer, request) = try scene.begin(
                "GET /health HTTP/1.1\r\nHost: a\r\nAuthorization: Basic eDp5\r\n\r\n")
            #expect(request.values(of: "Authorization") == ["Basic eDp5"])
            #expect(request.values(of: "X-Client-Id") == [])
            try peer.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().text == "ok")
        }
    }

    @Test func `content is passed on as it is framed, without trailers`() async throws {
        try await GatewayScene.play { scene in
            let content = String(repeating: "0123456789", count: 40_000)
            let fields = "Content-Length: \(content.utf8.count)\r\n"
            let (peer, request) = try scene.begin(scene.request("POST /orders", fields: fields, content: content))
            #expect(request.text == content)
            #expect(request.values(of: "Content-Length") == ["\(content.utf8.count)"])
            try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Client-Id: x\r\n\r\n")
            let response = try scene.client.readResponse()
            #expect(response.text == "hi")
            #expect(response.values(of: "Transfer-Encoding") == ["chunked"])
            try scene.client.send(
                scene.request(
                    "POST /orders", fields: "Transfer-Encoding: chunked\r\n",
                    content: "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Client-Id: forged\r\n\r\n"))
            let next = try peer.readRequest()
            #expect(next.text == "abcdefg")
            #expect(next.values(of: "X-Client-Id") == ["app_1"])
            try peer.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().text == "ok")
        }
    }

    @Test func `interim responses are passed on, but not the service's own 100`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            try peer.send(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + GatewayScene.ok)
            #expect(try scene.client.readResponse().status == 103)
            #expect(try scene.client.readResponse().status == 200)
        }
    }

    @Test func `a response that ends early must not look whole`() async throws {
        for half in ["Content-Length: 5\r\n\r\nhe", "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n"] {
            try await GatewayScene.play { scene in
                let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
                try peer.send("HTTP/1.1 200 OK\r\n" + half)
                peer.close()
                let ending = try scene.client.readToEnd()
                #expect(ending.isReset)
                #expect(!ending.text.hasSuffix("0\r\n\r\n"))
            }
        }
    }

    @Test func `when the client leaves the service's connection is ended`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            scene.client.reset()
            #expect(try peer.readToEnd().text == "")
        }
    }
}
