import Policy

extension ConfigurationDecoder {
    /// `routes`: what is let through, and to where. Also reports routes that contradict each other.
    func routes(_ value: ConfigurationValue?, _ names: RouteNames, _ scopes: ScopeTable) -> RouteSet? {
        guard let elements = value?.list("routes such as { \"match\": \"GET /path\", … }") else { return nil }
        var routes: [Route] = []
        var places: [ConfigurationValue] = []
        for element in elements {
            guard let (route, place) = route(element, names) else { continue }
            routes.append(route)
            places.append(place)
        }
        do {
            return try RouteSet(routes, scopes: scopes)
        } catch {
            for problem in error.problems { report(problem, routes, places) }
            return nil
        }
    }

    private static let routeKeys = [
        "host", "match", "scope", "public", "upstream", "forward", "encodedSlashes", "limits", "retry",
    ]

    /// One route, and the place of its `match`. One with another fault than there still takes part in the search for
    /// contradictions.
    private func route(_ value: ConfigurationValue, _ names: RouteNames) -> (Route, ConfigurationValue)? {
        guard let object = value.object("\"match\"", keys: Self.routeKeys) else { return nil }
        let host = object.optional("host")
        let pattern = host.flatMap(self.host)
        let match = object.required("match", remedy: "add \"match\": \"GET /path\"")
        let line = match.flatMap(entry)
        let requirement = requirement(object, names)
        let upstream = object.required("upstream", remedy: "add the name of one of the upstreams")
            .flatMap { self.upstream($0, names) }
        let options = options(object).union(names.options(upstream ?? -1))
        let bodyLimit = bodyLimit(object)
        let isRepeatable = object.optional("retry").map { retry($0, line?.method) } ?? false
        guard let match, let line else { return nil }
        let forward = object.optional("forward").flatMap { self.forward($0, line.pattern) }
        // Without the host that was meant it would contradict others.
        if host != nil, pattern == nil { return nil }
        let entry = RouteEntry(method: line.method, host: pattern, pattern: line.pattern, options: options)
        return (
            Route(
                entry: entry, requirement: requirement ?? .all([]), upstream: upstream ?? 0, bodyLimit: bodyLimit,
                forward: forward, isRepeatable: isRepeatable), match
        )
    }

    /// `retry`: only for methods whose requests may arrive twice (RFC 9110 §9.2.2).
    private func retry(_ value: ConfigurationValue, _ method: String?) -> Bool {
        guard value.boolean() == true else { return false }
        if let method, !["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method) {
            value.report(
                "\(method) is never repeated, because a request that arrives twice would be carried out twice",
                remedy: "remove \"retry\"; it is for PUT and DELETE")
        }
        return true
    }

    private func entry(_ value: ConfigurationValue) -> (method: String, pattern: PathPattern)? {
        guard let text = value.string("GET /path") else { return nil }
        guard let (method, path) = Self.line(text) else {
            value.report(
                "\(Quoted.text(text)) is not a method, one space and a path", remedy: "write it as \"GET /path\"")
            return nil
        }
        guard checkMethod(method, value) else { return nil }
        do {
            let pattern = try PathPattern(path)
            return isReserved(pattern, value) ? nil : (method, pattern)
        } catch {
            value.report(error.message, remedy: error.remedy)
            return nil
        }
    }

    /// What stands before the only space and behind it; `nil` where there is another number of them, or nothing.
    private static func line(_ text: String) -> (method: String, path: String)? {
        let bytes = text.utf8
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), space > bytes.startIndex else { return nil }
        let path = bytes[bytes.index(after: space)...]
        guard !path.isEmpty, !path.contains(UInt8(ascii: " ")) else { return nil }
        return (String(decoding: bytes[..<space], as: UTF8.self), String(decoding: path, as: UTF8.self))
    }

    /// Reports the methods that the route table will not take, in words that fit what was written.
    private func checkMethod(_ method: String, _ value: ConfigurationValue) -> Bool {
        if method.utf8.contains(UInt8(ascii: ",")) || method.utf8.contains(UInt8(ascii: "|")) {
            value.report(
                "\(Quoted.text(method)) is more than one method", remedy: "write one route for each method")
            return false
        }
        if RouteEntry.isMethod(method) { return true }
        let upper = method.uppercased()
        value.report(
            "\(Quoted.text(method)) is not a method that a route can have",
            remedy: upper != method && RouteEntry.isMethod(upper)
                ? "write \"\(upper)\"; methods are case-sensitive" : "write one such as GET, POST, PUT, PATCH or DELETE"
        )
        return false
    }

    private static let own: [[PathPattern.Segment]] = [
        [.literal("oauth"), .literal("token")], [.literal(".well-known")],
    ]

    /// Whether the pattern lies where the gateway itself answers; reports it.
    private func isReserved(_ pattern: PathPattern, _ value: ConfigurationValue) -> Bool {
        guard Self.own.contains(where: { pattern.segments.starts(with: $0) }) else { return false }
        value.report(
            "\"\(pattern)\" is answered by the gateway itself",
            remedy: "choose a path outside /oauth/token and /.well-known/")
        return true
    }

    private func upstream(_ value: ConfigurationValue, _ names: RouteNames) -> Int? {
        guard let name = value.string("payments"), let upstreams = names.upstreams else { return nil }
        if let index = upstreams.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return index }
        let list = upstreams.map { Quoted.text($0) }.joined(separator: ", ")
        value.report(
            "\(Quoted.text(name)) is not declared",
            remedy: NearMiss.remedy(
                name, among: upstreams,
                otherwise: list.isEmpty ? "declare it under \"upstreams\"" : "the upstreams are \(list)"))
        return nil
    }
}
