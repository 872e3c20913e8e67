import Configuration
import Policy
import Registry

/// A route as `--json` shows it.
struct RouteDocument: Encodable {
    /// What it asks of a token; nothing of this where it is public.
    struct Requirement: Encodable {
        let all: [String]?
        let any: [String]?
    }

    /// Its name in the access log.
    let route: String
    /// Its place among `routes` of the configuration, from 0.
    let index: Int
    /// Left out where it serves every host.
    let host: String?
    /// HEAD too where it follows GET.
    let methods: [String]
    let path: String
    let isPublic: Bool
    let scope: Requirement?
    let upstream: String
    /// Left out where the upstream gets the request's own path.
    let forward: String?
    let encodedSlashes: Bool
    let caseSensitive: Bool
    let preserveHost: Bool
    let forwardAuthorization: Bool
    let forwardOverrides: Bool
    /// The greatest content of a request, in bytes.
    let bodyLimit: Int

    private enum CodingKeys: String, CodingKey {
        case route, index, host, methods, path, scope, upstream, forward, encodedSlashes, caseSensitive, preserveHost,
            forwardAuthorization, forwardOverrides, bodyLimit
        case isPublic = "public"
    }

    /// Every route, in the order in which they are preferred.
    static func all(_ settings: GatewayConfiguration) -> [RouteDocument] {
        let methods = settings.routes.methods
        return settings.routes.inOrder.map { RouteDocument($0, methods[$0], settings) }
    }

    init(_ index: Int, _ methods: [String], _ settings: GatewayConfiguration) {
        let route = settings.routes.routes[index]
        let upstream = settings.upstreams[route.upstream]
        self.route = route.label
        self.index = index
        host = route.entry.host?.description
        self.methods = methods
        path = route.entry.pattern.description
        isPublic = route.requirement == .public
        func texts(_ ids: [ScopeID]) -> [String] { ids.map { settings.scopes.scope($0).description } }
        scope =
            switch route.requirement {
            case .public: nil
            case .all(let ids): Requirement(all: texts(ids), any: nil)
            case .any(let ids): Requirement(all: nil, any: texts(ids))
            }
        self.upstream = upstream.name
        forward = route.forward?.description
        encodedSlashes = route.entry.options.contains(.encodedSlashes)
        caseSensitive = upstream.isCaseSensitive
        preserveHost = upstream.preservesHost
        forwardAuthorization = upstream.forwardsAuthorization
        forwardOverrides = upstream.forwardsOverrides
        bodyLimit = route.bodyLimit ?? settings.limits.body
    }

    /// What is asked of a token, in words.
    var requirement: String {
        guard let scope else { return "public" }
        let (scopes, word) = scope.all.map { ($0, "all of ") } ?? (scope.any ?? [], "one of ")
        return scopes.count == 1 ? scopes[0] : word + scopes.joined(separator: " ")
    }

    /// The names of the settings that are not as they are by default.
    var options: String {
        let all = [
            ("encodedSlashes", encodedSlashes), ("caseSensitive", caseSensitive), ("preserveHost", preserveHost),
            ("forwardAuthorization", forwardAuthorization), ("forwardOverrides", forwardOverrides),
        ]
        return all.filter(\.1).map(\.0).joined(separator: " ")
    }

    /// A row of the table.
    var cells: [String] {
        [host ?? "*", methods.joined(separator: " "), path, requirement, upstream, forward ?? path, options]
    }
}
