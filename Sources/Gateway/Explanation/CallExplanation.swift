package import HTTPCodec
package import Policy

/// What would become of a call, and why: the steps of ``LoopGateway/begin(_:bytes:)`` with the same functions, each one's
/// outcome kept. Nothing is forwarded.
package struct CallExplanation: Sendable {
    /// How it ends.
    package enum Outcome: Sendable {
        /// The message itself is refused, before anything is matched.
        case message(MessageFault)
        /// The gateway answers it in its own name.
        case own
        /// It was decided.
        case decided(Decision)
    }

    /// How it ends.
    package let outcome: Outcome
    /// The host that is matched, with its port; empty where there is none.
    package private(set) var host = ""
    /// The path that is matched.
    package private(set) var path = ""
    /// What follows `?`.
    package private(set) var query: String?
    /// The hosts of routes that match the host, the most specific first.
    package private(set) var hosts: [HostPattern] = []
    /// What the route table says; `nil` where it was not asked.
    package private(set) var match: RouteMatch?
    /// The route, where one matches.
    package private(set) var route: Int?
    /// Routes that match host and path too, but come after the winner or have other methods.
    package private(set) var alternatives: [Int] = []
    /// Routes that a service could take the path for, which decodes it or ignores case.
    package private(set) var resembling: [Int] = []
    /// What it brings; as the route has it read.
    package private(set) var credentials = Credentials.none
    /// The path that the upstream would get; `nil` where nothing is forwarded.
    package private(set) var forwardedPath: String?

    /// Decides a call from the head of its request.
    ///
    /// - Parameters:
    ///   - bytes: the head, with the empty line at its end.
    ///   - now: seconds since 1970.
    package init(of bytes: Span<UInt8>, in snapshot: Snapshot, limits: HeadLimits, at now: Int64) {
        var head = RequestHead()
        do throws(MessageFault) {
            try head.parse(bytes, byteCount: bytes.count, limits: limits)
        } catch {
            outcome = .message(error)
            return
        }
        host = Self.text(head.host.of(bytes))
        path = Self.text(head.path.of(bytes))
        query = head.query.map { Self.text($0.of(bytes)) }
        guard !OwnPaths.contains(head.path.of(bytes)) else {
            outcome = .own
            return
        }
        credentials = .read(head, bytes, in: snapshot, at: now)
        let decision = snapshot.decide(
            method: head.methodName.of(bytes), host: head.host.of(bytes), path: head.path.of(bytes),
            credentials: credentials, now: now)
        outcome = .decided(decision)
        match(head, bytes, snapshot.routes, isAllowed: decision.isAllowed)
    }

    private mutating func match(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ routes: RouteSet, isAllowed: Bool
    ) {
        let (host, path) = (head.host.of(bytes), head.path.of(bytes))
        let match = routes.table.match(method: head.methodName.of(bytes), host: host, path: path)
        self.match = match
        hosts = routes.hosts(host)
        let matching = routes.matching(host: host, path: path)
        switch match {
        case .route(let found): route = found
        case .refused(.ambiguousSegment): resembling = routes.resembling(host: host, path: path)
        case .refused, .refusedHost, .notFound, .methodNotAllowed: break
        }
        alternatives = matching.filter { $0 != route }
        guard let route, isAllowed else { return }
        var forwarded: [UInt8] = []
        routes.writeForwardedPath(route, of: path) { forwarded += Array(copying: $0) }
        forwardedPath = String(decoding: forwarded, as: UTF8.self)
    }

    /// The status of the answer; `nil` where the upstream or an endpoint of the gateway gives it.
    package var status: Int? {
        switch outcome {
        case .message(let fault): fault.status
        case .decided(.refused(let refusal)): Answer(refusal).status
        case .own, .decided(.allowed): nil
        }
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        String(decoding: Array(copying: bytes), as: UTF8.self)
    }
}
