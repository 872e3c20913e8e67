internal import Policy

/// Matches a request against a table of routes.
struct MatchRoute: Operation {
    private let routes: RouteSet
    private let method = Array("GET".utf8)
    private let host = Array("api.example.com".utf8)
    private let path = Array("/transactions/txn_8Qw3Rt5Yu7Io9Pa2Sd4F".utf8)

    init(_ routes: RouteSet) { self.routes = routes }

    mutating func run(_ count: Int) -> Int {
        var sum = 0
        for _ in 0..<count {
            guard
                case .route(let route) = routes.table.match(method: method.span, host: host.span, path: path.span)
            else { return 0 }
            sum += route + 1
        }
        return sum
    }
}
