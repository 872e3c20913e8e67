internal import Policy
internal import Registry

/// What one configuration has and another one has not, or has otherwise, by names: routes, upstreams and audiences.
///
/// For the audit, which people read: the rest of a configuration is told by its digest only.
package struct ConfigurationDifference: Hashable, Sendable {
    /// How many names of one kind are told at most; the others are counted.
    static let mostNames = 20
    /// So many characters of a name are told at most.
    static let longestName = 200

    /// Names that were added, removed or changed. None is empty.
    package struct Part: Hashable, Sendable {
        /// What became of what is named.
        package enum Change: String, Hashable, Sendable {
            case added, removed, changed
        }

        /// What is named, as its section of the configuration is called.
        package let section: String
        /// What became of it.
        package let change: Change
        /// How many there are, and the names of the first of them: `2: GET /a, GET /b`.
        package let text: String
    }

    /// The parts, those of routes first.
    package let parts: [Part]

    /// - Parameters:
    ///   - old: the configuration that was in force.
    ///   - new: the one that takes its place.
    package init(from old: GatewayConfiguration, to new: GatewayConfiguration) {
        parts =
            Self.parts("routes", old.comparedRoutes, new.comparedRoutes)
            + Self.parts("upstreams", old.upstreams.map { ($0.name, $0) }, new.upstreams.map { ($0.name, $0) })
            + Self.parts("audiences", old.audiences.map { ($0.name, $0) }, new.audiences.map { ($0.name, $0) })
    }

    private static func parts<Value: Hashable>(
        _ section: String, _ old: [(name: String, value: Value)], _ new: [(name: String, value: Value)]
    ) -> [Part] {
        let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new, uniquingKeysWith: { first, _ in first })
        let changed = new.filter { one in before[one.name].map { $0 != one.value } ?? false }
        return [
            part(section, .added, new.map(\.name).filter { before[$0] == nil }),
            part(section, .removed, old.map(\.name).filter { after[$0] == nil }),
            part(section, .changed, changed.map(\.name)),
        ].compactMap(\.self)
    }

    private static func part(_ section: String, _ change: Part.Change, _ names: [String]) -> Part? {
        guard !names.isEmpty else { return nil }
        let told = names.prefix(mostNames).map { $0.count > longestName ? $0.prefix(longestName) + "…" : $0[...] }
        let more = names.count > mostNames ? ", …" : ""
        return Part(section: section, change: change, text: "\(names.count): " + told.joined(separator: ", ") + more)
    }
}

extension GatewayConfiguration {
    /// A route by what it says, and not by the places of scopes and upstreams, which mean something else in another
    /// configuration.
    fileprivate struct ComparedRoute: Hashable {
        let entry: RouteEntry
        let isPublic: Bool
        let needsAll: Bool
        let scopes: [String]
        let upstream: String
        let bodyLimit: Int?
        let forward: ForwardTemplate?
        let isRepeatable: Bool
    }

    fileprivate var comparedRoutes: [(name: String, value: ComparedRoute)] {
        routes.routes.map { route in
            var needsAll = false
            if case .all = route.requirement { needsAll = true }
            let compared = ComparedRoute(
                entry: route.entry, isPublic: route.requirement == .public, needsAll: needsAll,
                scopes: route.requirement.scopes.map { scopes.scope($0).description },
                upstream: upstreams[route.upstream].name, bodyLimit: route.bodyLimit, forward: route.forward,
                isRepeatable: route.isRepeatable)
            return (route.label, compared)
        }
    }
}
