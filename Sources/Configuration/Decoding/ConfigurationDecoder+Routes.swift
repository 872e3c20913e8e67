import Policy

extension ConfigurationDecoder {
    /// `routes`: what is let through, and to where. Also reports routes that contradict each other.
    func routes(_ value: ConfigurationValue?, _ names: RouteNames, _ scopes: ScopeTable) -> RouteSet? {
        guard let elements = value?.list("routes such as { \"match\": \"GET /path\", … }") else { return nil }
        var routes: [Route] = []
        var places: [ConfigurationValue] = []
        for element in elements {
            guard let object = element.object("\"match\"", keys: ["match", "scope", "public", "upstream", "limits"])
            else {
                continue
            }
            let match = object.required("match", remedy: "add \"match\": \"GET /path\"")
            let entry = match.flatMap(entry)
            let requirement = requirement(object, names)
            let upstream = object.required("upstream", remedy: "add the name of one of the upstreams")
                .flatMap { self.upstream($0, names) }
            let bodyLimit = bodyLimit(object)
            guard let match, let entry else { continue }
            // A route with another fault still takes part in the search for contradictions.
            routes.append(
                Route(entry: entry, requirement: requirement ?? .all([]), upstream: upstream ?? 0, bodyLimit: bodyLimit)
            )
            places.append(match)
        }
        do {
            return try RouteSet(routes, scopes: scopes)
        } catch {
            for problem in error.problems { report(problem, routes, places) }
            return nil
        }
    }

    private func entry(_ value: ConfigurationValue) -> RouteEntry? {
        guard let text = value.string("GET /path") else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            value.report(
                "\(Quoted.text(text)) is not a method, one space and a path", remedy: "write it as \"GET /path\"")
            return nil
        }
        guard checkMethod(parts[0], value) else { return nil }
        do {
            let pattern = try PathPattern(parts[1])
            return isReserved(pattern, value) ? nil : RouteEntry(method: parts[0], pattern: pattern)
        } catch {
            value.report(error.message, remedy: error.remedy)
            return nil
        }
    }

    /// Reports the methods that the route table will not take, in words that fit what was written.
    private func checkMethod(_ method: String, _ value: ConfigurationValue) -> Bool {
        if method.contains(",") || method.contains("|") {
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

    /// Whether the pattern lies where the gateway itself answers; reports it.
    private func isReserved(_ pattern: PathPattern, _ value: ConfigurationValue) -> Bool {
        let own: [[PathPattern.Segment]] = [[.literal("oauth"), .literal("token")], [.literal(".well-known")]]
        guard own.contains(where: { pattern.segments.starts(with: $0) }) else { return false }
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

    private func report(_ problem: RouteTableProblem, _ routes: [Route], _ places: [ConfigurationValue]) {
        func name(_ index: Int) -> String {
            "\(places[index].path.dropLast(".match".count)) \"\(routes[index].label)\""
        }
        switch problem {
        case .method(let entry):
            places[entry].report("the method cannot be used", remedy: "write one such as GET or POST")
        case .conflict(let entry, let other):
            places[entry].report(
                "\"\(routes[entry].label)\" matches the same requests as \(name(other))",
                remedy: "remove one of the two, or make its path more specific")
        case .unreachable(let entry, let other):
            places[entry].report(
                "no request can reach \"\(routes[entry].label)\", because more specific routes such as "
                    + "\(name(other)) take every path that it matches",
                remedy: "remove it")
        case .tooManyAlternatives(let visits):
            places.first?.report(
                "matching one path could take \(visits) steps, more than \(RouteTable.maximumVisits)",
                remedy: "use fewer patterns that have {name} where others have literals")
        }
    }
}
