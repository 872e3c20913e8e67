import Configuration
import Foundation
import JSONWebToken
import Management
import Policy
import Registry
import Synchronization

/// The routes as the management API lists them, made once for each revision: there may be ten thousand.
final class ListedRoutes: Sendable {
    private let stored = Mutex<(revision: Int64, entries: [CataloguedRoute])?>(nil)

    /// The routes of a configuration, in the order in which they are preferred.
    func entries(of configuration: GatewayConfiguration, revision: Int64) async -> [CataloguedRoute] {
        if let stored = stored.withLock({ $0 }), stored.revision == revision { return stored.entries }
        let made = try? await DetachedThread.run {
            RouteDocument.all(configuration).map { Self.entry($0, configuration) }
        }
        guard let made else { return [] }
        stored.withLock { $0 = (revision, made) }
        return made
    }

    private static func entry(_ document: RouteDocument, _ configuration: GatewayConfiguration) -> CataloguedRoute {
        let scopes = configuration.scopes
        let reach: ApplicationQuery.ScopeMatch? =
            switch configuration.routes.routes[document.index].requirement {
            case .public: nil
            case .all(let ids): .all(ids.map { scopes.scope($0) })
            case .any(let ids): .any(ids.map { scopes.scope($0) })
            }
        return CataloguedRoute(
            index: document.index, json: ManagedOutput.json(document), reach: reach,
            text: document.cells.joined(separator: " "))
    }
}

/// What the command line shows as JSON, for the management API.
enum ManagedOutput {
    /// A document as the API shows it; `null` for one that cannot be encoded, as none of ours is.
    static func json(_ document: some Encodable) -> JSONOutput {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(document), let node = try? JSONReader.parse(Array(data).span, depth: 32)
        else { return .null }
        return JSONOutput(node.value)
    }
}
