import EventLoop
import HTTPCodec
import TollgateTesting

@testable import Upstream

/// A pool on a loop of its own, and the requests that a test sends through it.
struct PoolUnderTest {
    /// What lives on the loop.
    final class Parts {
        let loop: EventLoop
        let pool: UpstreamPool
        private let pools: [EndpointPool]
        var requests: [String: PoolRequest] = [:]

        init(_ loop: EventLoop, _ endpoints: [Endpoint], _ timeouts: UpstreamTimeouts) {
            self.loop = loop
            let buffers = BufferPool(blockSize: 16 * 1024)
            pools = endpoints.map {
                EndpointPool(
                    endpoint: $0, loop: loop, timeouts: timeouts, buffers: buffers, headLimits: HeadLimits())
            }
            pool = UpstreamPool(
                target: UpstreamTarget(
                    name: "service", endpoints: endpoints, timeouts: timeouts, authority: "service.test"),
                endpoints: pools)
        }

        func closeAll() {
            for pool in pools { pool.closeAll() }
        }

        /// Sends a request, whose outcome is found under `name`.
        func send(_ name: String, _ message: String, _ method: Method, fresh: Bool) {
            let request = PoolRequest(message, method)
            requests[name] = request
            request.sendFreshly = { [unowned self, unowned request] in begin(request, fresh: true) }
            begin(request, fresh: fresh)
        }

        private func begin(_ request: PoolRequest, fresh: Bool) {
            guard let next = pool.connection(for: request, fresh: fresh) else { return }
            request.connection = next.connection
            if next.isConnected { request.begin(on: next.connection) }
        }
    }

    let loop: TestLoop<Parts>

    init(ports: [UInt16], _ change: (inout UpstreamTimeouts) -> Void = { _ in }) throws {
        try CurlLibrary.prepare()
        var timeouts = UpstreamTimeouts()
        change(&timeouts)
        let endpoints = ports.map {
            Endpoint(name: "http://127.0.0.1:\($0)", authority: "service:\($0)", address: "127.0.0.1", port: $0)
        }
        loop = try TestLoop(clear: { $0.closeAll() }) { [timeouts] in Parts($0, endpoints, timeouts) }
    }

    static let get = "GET /a HTTP/1.1\r\nHost: service\r\n\r\n"

    func send(_ name: String, _ message: String = get, method: Method = .get, fresh: Bool = false) throws {
        try loop.perform { $0.send(name, message, method, fresh: fresh) }
    }

    /// What became of a request: waits for its end.
    func outcome(_ name: String) throws -> PoolRequest.Outcome {
        try loop.wait("the end of \(name)") { $0.requests[name]?.outcome.end != nil }
        return try look(name)
    }

    /// What has become of a request so far.
    func look(_ name: String) throws -> PoolRequest.Outcome {
        try loop.perform { $0.requests[name]?.outcome ?? PoolRequest.Outcome() }
    }

    func waitForConnections(_ count: Int) throws {
        try loop.wait("\(count) connections") { $0.pool.connectionCount == count }
    }
}
