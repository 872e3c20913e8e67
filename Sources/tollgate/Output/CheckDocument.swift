import Configuration
import Policy

/// What `tollgate check --json` prints.
struct CheckDocument: Encodable {
    /// One problem, with its place.
    struct Entry: Encodable {
        let path: String
        let line: Int
        let column: Int
        let message: String
        let remedy: String
    }

    let file: String
    let isValid: Bool
    let problems: [Entry]
    let routes: Int
    let publicRoutes: Int
    let scopes: Int
    let upstreams: Int

    init(file: String, problems: [Problem]) {
        self.file = file
        isValid = false
        self.problems = problems.map {
            Entry(path: $0.path, line: $0.line, column: $0.column, message: $0.message, remedy: $0.remedy)
        }
        routes = 0
        publicRoutes = 0
        scopes = 0
        upstreams = 0
    }

    init(file: String, settings: GatewayConfiguration) {
        self.file = file
        isValid = true
        problems = []
        routes = settings.routes.routes.count
        publicRoutes = settings.routes.routes.filter { $0.requirement == .public }.count
        scopes = settings.scopes.scopes.count
        upstreams = settings.upstreams.count
    }
}
