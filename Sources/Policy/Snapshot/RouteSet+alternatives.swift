/// For whoever asks why a request goes where it goes; too slow for requests.
extension RouteSet {
    /// The routes in the order in which they are preferred where several match.
    package var inOrder: [Int] { routes.indices.sorted { routes[$0].entry.precedes(routes[$1].entry) } }

    /// For each route, the methods that it answers: HEAD too where it follows GET.
    package var methods: [[String]] { table.methodNames(count: routes.count) }

    /// The hosts of routes that match a host, the most specific first; routes without a host match it too.
    package func hosts(_ host: Span<UInt8>) -> [HostPattern] { table.hostPatterns(host) }

    /// The routes that match the host and the path, whatever their methods, the winning ones first. Each is asked by
    /// itself, in a table of its own.
    package func matching(host: Span<UInt8>, path: Span<UInt8>) -> [Int] {
        inOrder.filter { index in
            let entry = routes[index].entry
            guard let table = try? RouteTable([entry]) else { return false }
            if case .route = table.match(method: entry.method.utf8Array.span, host: host, path: path) { return true }
            return false
        }
    }

    /// The routes that do not match the path, but would to a service that decodes it, ignores case, or a slash at its
    /// end.
    package func resembling(host: Span<UInt8>, path: Span<UInt8>) -> [Int] {
        inOrder.filter { index in
            guard let table = try? RouteTable([routes[index].entry]) else { return false }
            return table.resembles(host: host, path: path)
        }
    }
}
