import Configuration
import JSONWebToken
import Policy
import Registry

/// A configuration that is accepted breaks no rule of safety, opens no route that is not public, and means the same in
/// another spelling; one that is refused says where, on lines of its own.
enum ConfigurationProperty {
    static func broken(_ input: [UInt8]) -> String? {
        let decoder = ConfigurationDecoder(folder: "/srv", cores: 4)
        let configuration: GatewayConfiguration
        do throws(ConfigurationError) {
            configuration = try decoder.decode(input.span)
        } catch {
            return brokenProblems(error.problems, input)
        }
        guard let value = JSONRules.read(input, depth: JSONProperty.depth),
            let node = try? JSONReader.parse(input.span, depth: JSONProperty.depth)
        else { return "accepted, but it is not JSON" }
        let rules = ConfigurationRules(document: value)
        if let refusal = rules.refusal { return "accepted, but \(refusal)" }
        guard let again = try? decoder.decode(JSONWriting.written(node.value).span) else {
            return "refused without white space"
        }
        let isSame =
            again.routes.routes == configuration.routes.routes && again.listeners == configuration.listeners
            && again.scopes.scopes == configuration.scopes.scopes
        guard isSame else { return "without white space it means something else" }
        return brokenDecisions(configuration, rules)
    }

    /// What is wrong with the account of what is wrong.
    private static func brokenProblems(_ problems: [Problem], _ input: [UInt8]) -> String? {
        let lines = input.filter { $0 == UInt8(ascii: "\n") }.count + 1
        if problems.isEmpty { return "refused without a word" }
        for problem in problems {
            guard (1...lines).contains(problem.line), (1...(input.count + 1)).contains(problem.column) else {
                return "a problem at line \(problem.line), column \(problem.column)"
            }
            // Text of the document must not forge another line of a log.
            if problem.description.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                return "a problem over two lines"
            }
        }
        return nil
    }

    /// Whether somebody without a token is let through where no public route is.
    private static func brokenDecisions(_ configuration: GatewayConfiguration, _ rules: ConfigurationRules) -> String? {
        let routes = configuration.routes.routes
        guard routes.count == rules.routes.count else { return "there are other routes" }
        guard let keys = try? KeySet([]) else { return "there must be an empty key set" }
        let snapshot = configuration.makeSnapshot(
            registry: RegistryView(), verifier: configuration.makeVerifier(keys: keys), revision: 1)
        for (index, route) in routes.enumerated() {
            guard configuration.routes.isPublic(index) == ConfigurationRules.isPublic(rules.routes[index]) else {
                return "\(route.label) is public, or not, without saying so"
            }
            let (method, path) = (Array(route.entry.method.utf8), path(of: route.entry.pattern))
            let host = Array((route.entry.host.map { ($0.isWildcard ? "a." : "") + $0.name } ?? "").utf8)
            let match = snapshot.routes.table.match(method: method.span, host: host.span, path: path.span)
            let isOpen = snapshot.decide(
                method: method.span, host: host.span, path: path.span, credentials: .none, now: 0
            ).isAllowed
            guard case .route(let found) = match else {
                if isOpen { return "\(route.label) lets a call through that matches nothing" }
                continue
            }
            if isOpen != ConfigurationRules.isPublic(rules.routes[found]) { return "\(route.label) is open to anybody" }
        }
        return nil
    }

    /// A path that the pattern matches.
    private static func path(of pattern: PathPattern) -> [UInt8] {
        pattern.segments.flatMap { segment in
            switch segment {
            case .literal(let text): [UInt8]("/" + text)
            case .parameter: [UInt8]("/value")
            case .rest: [UInt8]("/more/values")
            }
        }
    }
}
