import Registry
import Synchronization
import Testing
import TollgateTesting

@testable import Gateway

@Suite struct RegistryChangeTests {
    @Test func `a change decides the very next call on the same connection`() async throws {
        try await GatewayScene.play { scene in
            let peer = try scene.warmUp()
            let changes: [(application: Application?, reason: String?)] = [
                (InProcessGateway.application(isEnabled: false), "application.disabled"),
                (InProcessGateway.application(), nil),
                (InProcessGateway.application(scopes: "orders:create"), "scope.missing"),
                (InProcessGateway.application(), nil),
                (InProcessGateway.application(generation: 2), "token.revoked"), (InProcessGateway.application(), nil),
                (nil, "application.unknown"), (InProcessGateway.application(), nil),
            ]
            for change in changes {
                await scene.gateway.register(change.application.map { [$0] } ?? [])
                try scene.client.send(scene.request("GET /orders/1"))
                if change.reason == nil {
                    _ = try peer.readRequest()
                    try peer.send(GatewayScene.ok)
                }
                #expect(try scene.client.readResponse().reason == change.reason)
            }
            #expect(peer.isQuiet(for: 0))
        }
    }

    @Test func `a call that was let through goes on, whatever changes meanwhile`() async throws {
        try await GatewayScene.play { scene in
            let (peer, _) = try scene.begin(scene.request("GET /orders/1"))
            await scene.gateway.register([])
            try peer.send(GatewayScene.ok)
            #expect(try scene.client.readResponse().text == "ok")
            try scene.client.send(scene.request("GET /orders/1"))
            #expect(try scene.client.readResponse().reason == "application.unknown")
        }
    }

    @Test func `changes in the midst of many calls lose none of them`() async throws {
        let upstream = try ScriptedUpstream()
        let gateway = try InProcessGateway(routes: GatewayScene.routes, endpoints: [upstream.port])
        let token = try InProcessGateway.token()
        let isOver = Flag()
        let calls = Task {
            try await OwnThread.run {
                let client = try gateway.connect()
                var count = 0
                while !isOver.isSet || count < 100 {
                    try client.send("GET /orders/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n")
                    #expect(try client.readResponse().status == 200)
                    count += 1
                }
                return count
            }
        }
        for index in 0..<200 {
            await gateway.register([
                InProcessGateway.application(), InProcessGateway.application("app_\(index + 2)"),
            ])
        }
        isOver.set()
        #expect(try await calls.value == upstream.requests.count)
        await gateway.stop()
    }
}

/// Something that one thread sets and another sees.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
