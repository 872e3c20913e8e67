import Testing
import TollgateTesting

@testable import Gateway

/// A payment must not be sent twice.
@Suite struct RetryTests {
    @Test(
        arguments: [
            ("GET", true), ("HEAD", true), ("OPTIONS", true), ("POST", false), ("PUT", false), ("PATCH", false),
            ("DELETE", false),
        ])
    func `what may have been sent is sent again for safe methods only`(method: String, again: Bool) async throws {
        try await GatewayScene.play { scene in
            let peer = try scene.warmUp()
            try scene.client.send(scene.request("\(method) \(method == "POST" ? "/orders" : "/orders/1")"))
            let first = try peer.readRequest()
            peer.reset()
            guard again else {
                let response = try scene.client.readResponse()
                #expect(response.status == 502)
                #expect(response.reason == "upstream.reset")
                #expect(!scene.service.hasWaiting)
                return
            }
            let fresh = try scene.service.accept()
            #expect(try fresh.readRequest() == first)
            try fresh.send(GatewayScene.ok)
            #expect(try scene.client.readResponse(to: method).status == 200)
        }
    }

    @Test func `a fresh connection that breaks is not followed by another`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            peer.reset()
            #expect(try scene.client.readResponse().reason == "upstream.reset")
            #expect(!scene.service.hasWaiting)
        }
    }

    @Test func `after a byte of an answer nothing is sent again`() async throws {
        try await GatewayScene.play { scene in
            let peer = try scene.warmUp()
            try scene.client.send(scene.request("GET /orders/1"))
            _ = try peer.readRequest()
            try peer.send("H")
            peer.endWriting()
            #expect(try scene.client.readResponse().reason == "upstream.reset")
            #expect(!scene.service.hasWaiting)
        }
    }

    @Test func `after waiting in vain nothing is sent again`() async throws {
        try await GatewayScene.play(patience: 100) { scene in
            let peer = try scene.warmUp()
            try scene.client.send(scene.request("GET /orders/1"))
            _ = try peer.readRequest()
            let response = try scene.client.readResponse()
            #expect(response.status == 504)
            #expect(response.reason == "upstream.timeout")
            #expect(!scene.service.hasWaiting)
        }
    }

    @Test(arguments: ["GET /orders/1", "POST /orders"])
    func `a connection that was closed while unused costs no call, whatever the method`(line: String) async throws {
        try await GatewayScene.play { scene in
            try scene.warmUp().close()
            let (peer, _) = try scene.begin(scene.request(line))
            try peer.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().text == "ok")
        }
    }

    @Test(arguments: ["GET /orders/1", "POST /orders"])
    func `where nobody listens the next endpoint gets the call, whatever the method`(line: String) async throws {
        try await GatewayScene.play(endpoints: [try RawListener.unusedPort()]) { scene in
            let (peer, _) = try scene.begin(scene.request(line))
            try peer.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().text == "ok")
        }
    }

    @Test func `where nobody listens at all the call fails`() async throws {
        let gateway = try InProcessGateway(routes: GatewayScene.routes, endpoints: [try RawListener.unusedPort()])
        let client = try gateway.connect()
        try client.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.readResponse()
        #expect(response.status == 502)
        #expect(response.reason == "upstream.connect")
        await gateway.stop()
    }

    @Test func `without a descriptor for it a call is refused for the gateway's sake, and the next one is made`()
        async throws
    {
        try await GatewayScene.play { scene in
            let peer = try scene.warmUp()
            try scene.client.send(scene.request("GET /orders/1"))
            _ = try peer.readRequest()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
            #expect(try scene.client.readResponse().status == 200)
            try OpenDescriptors.withLeft(0) {
                try scene.client.send(scene.request("GET /orders/2"))
                let response = try scene.client.readResponse()
                #expect(response.status == 503)
                #expect(response.reason == "upstream.resources")
                #expect(response.values(of: "Retry-After") == ["1"])
            }
            let (next, _) = try scene.begin(scene.request("GET /orders/3"))
            try next.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().text == "ok")
        }
    }
}
