import HTTPServer
import Testing
import TollgateTesting
import Upstream

@testable import Gateway

/// Every call is counted once, as its line in the access log has it.
@Suite struct GatewayMetricsTests {
    private func counted(_ scene: GatewayScene) async throws -> GatewayMetrics {
        try #require(await scene.gateway.metrics())
    }

    @Test func `a call that is let through is counted, with its status and how long it took`() async throws {
        try await GatewayScene.play { scene in
            _ = try scene.warmUp()
            let metrics = try await counted(scene)
            #expect(metrics.calls.allowed == 1)
            #expect(metrics.calls.total == 1)
            #expect(metrics.calls.statuses == [0, 0, 1, 0, 0, 0])
            #expect(metrics.calls.latency.total == 1)
            #expect(metrics.calls.unfinished == 0)
            #expect(metrics.connections == 1)
        }
    }

    @Test func `a service's own errors are answers that are passed on`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            try peer.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            _ = try scene.client.readResponse()
            let calls = try await counted(scene).calls
            #expect(calls.allowed == 1 && calls.failed == 0)
            #expect(calls.statuses[5] == 1)
        }
    }

    @Test func `refused calls are counted by their reason, and have no latency`() async throws {
        try await GatewayScene.play { scene in
            for line in ["GET /nowhere", "GET /nowhere", "DELETE /health", "GET /stock"] {
                try scene.client.send(scene.request(line))
                _ = try scene.client.readResponse()
            }
            try scene.client.send("nonsense\r\n\r\n")
            #expect(try scene.client.readResponse().status == 400)
            let calls = try await counted(scene).calls
            #expect(calls.refused == 5 && calls.total == 5)
            #expect(calls.refusals.values.reduce(0, +) == 5)
            #expect(calls.refusals["route.notFound"] == 2)
            #expect(calls.refusals["route.method"] == 1)
            #expect(calls.statuses == [0, 0, 0, 0, 5, 0])
            #expect(calls.latency.total == 0)
        }
    }

    @Test func `a call whose upstream fails is counted by that reason, and at the endpoint`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("POST /orders"))
            peer.reset()
            #expect(try scene.client.readResponse().status == 502)
            let metrics = try await counted(scene)
            #expect(metrics.calls.failed == 1 && metrics.calls.total == 1)
            #expect(metrics.calls.failures == ["upstream.reset": 1])
            #expect(metrics.calls.latency.total == 1)
            let endpoint = try #require(metrics.upstreams.first?.endpoints.first)
            #expect(endpoint.failures == 1)
            #expect(endpoint.isFailing)
            // An answer is all it takes.
            _ = try scene.warmUp()
            let after = try #require(try await counted(scene).upstreams.first?.endpoints.first)
            #expect(after.failures == 1)
            #expect(!after.isFailing)
        }
    }

    @Test func `an endpoint's connections are counted as they are used`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            let during = try #require(try await counted(scene).upstreams.first)
            #expect(during.name == "orders")
            #expect(during.endpoints.map(\.active) == [1])
            #expect(during.endpoints.map(\.idle) == [0])
            #expect(during.endpoints.map(\.address) == ["127.0.0.1:\(scene.service.port)"])
            try peer.send(GatewayScene.ok)
            _ = try scene.client.readResponse()
            let after = try #require(try await counted(scene).upstreams.first)
            #expect(after.endpoints.map(\.active) == [0])
            #expect(after.endpoints.map(\.idle) == [1])
        }
    }

    @Test func `an endpoint that cannot be connected to fails, also where another answers the call`() async throws {
        let closed = try RawListener.unusedPort()
        try await GatewayScene.play(endpoints: [closed]) { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            try peer.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().status == 200)
            let metrics = try await counted(scene)
            #expect(metrics.calls.allowed == 1 && metrics.calls.failed == 0)
            let endpoints = try #require(metrics.upstreams.first?.endpoints)
            #expect(endpoints.map(\.failures) == [1, 0])
            #expect(endpoints.map(\.isFailing) == [true, false])
        }
    }

    /// It is the service's right to close a connection that nobody uses.
    @Test func `an unused connection that the service closed is no failure`() async throws {
        try await GatewayScene.play { scene in
            let first = try scene.warmUp()
            try scene.client.send(scene.request("GET /orders/1"))
            _ = try first.readRequest()
            first.reset()
            let fresh = try scene.service.accept()
            _ = try fresh.readRequest()
            try fresh.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().status == 200)
            #expect(try await counted(scene).upstreams.first?.endpoints.map(\.failures) == [0])
        }
    }

    @Test func `a client that does not wait for the answer leaves an unfinished call`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            scene.client.reset()
            _ = try peer.readToEnd()
            let calls = try await counted(scene).calls
            #expect(calls.allowed == 1 && calls.unfinished == 1)
            #expect(calls.latency.total == 0)
            #expect(calls.statuses[0] == 1)
        }
    }

    @Test func `the token endpoint's answers are no calls`() async throws {
        try await GatewayScene.play(own: { request in
            .now(WholeResponse(status: request.isPath("/oauth/token") ? request.query == "ok" ? 200 : 401 : 200))
        }) { scene in
            for target in ["/oauth/token?ok", "/oauth/token", "/oauth/token", "/.well-known/jwks.json"] {
                try scene.client.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try scene.client.readResponse()
            }
            let metrics = try await counted(scene)
            #expect(metrics.tokens == .init(issued: 1, refused: 2))
            #expect(metrics.calls == .init())
        }
    }

    @Test func `loops that have stopped count nothing`() async throws {
        let gateway = try InProcessGateway(routes: GatewayScene.routes, endpoints: [1])
        await gateway.stop()
        #expect(await gateway.metrics() == nil)
    }

    @Test func `what loops have counted is added up`() {
        var (one, other) = (GatewayMetrics(), GatewayMetrics())
        one.calls.refusals = ["a": 1, "b": 2]
        other.calls.refusals = ["b": 3, "c": 4]
        one.calls.statuses = [0, 0, 1, 0, 2, 0]
        other.calls.statuses = [1, 0, 1, 0, 0, 3]
        (one.calls.allowed, other.calls.allowed) = (5, 6)
        (one.connections, other.connections) = (7, 8)
        one.upstreams = [UpstreamCondition(name: "u", endpoints: [.init(name: "e", address: "a", active: 1, idle: 2)])]
        other.upstreams = [
            UpstreamCondition(
                name: "u",
                endpoints: [.init(name: "e", address: "a", active: 3, idle: 4), .init(name: "e", address: "b")]),
            UpstreamCondition(name: "new", endpoints: []),
        ]
        one.add(other)
        #expect(one.calls.refusals == ["a": 1, "b": 5, "c": 4])
        #expect(one.calls.statuses == [1, 0, 2, 0, 2, 3])
        #expect(one.calls.allowed == 11 && one.connections == 15)
        #expect(
            one.upstreams == [
                UpstreamCondition(
                    name: "u",
                    endpoints: [.init(name: "e", address: "a", active: 4, idle: 6), .init(name: "e", address: "b")]),
                UpstreamCondition(name: "new", endpoints: []),
            ])
    }

    @Test func `an endpoint fails while its last failure is later than its last answer, on whichever loop`() {
        let answered = UpstreamCondition(name: "u", endpoints: [.init(name: "e", address: "a", answeredAt: 5)])
        func failed(_ time: Int64) -> UpstreamCondition {
            UpstreamCondition(name: "u", endpoints: [.init(name: "e", address: "a", failures: 1, failedAt: time)])
        }
        for (time, isFailing) in [(4, false), (6, true)] as [(Int64, Bool)] {
            var both = [answered]
            UpstreamCondition.add([failed(time)], to: &both)
            #expect(both[0].endpoints[0].isFailing == isFailing)
            #expect(both[0].endpoints[0].failures == 1)
        }
    }
}
