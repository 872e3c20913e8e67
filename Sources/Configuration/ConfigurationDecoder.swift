import JSONWebToken
import Policy
import Registry

/// Reads `gateway.json`: decodes, validates and reports every problem at once.
///
/// The caller reads the file: bytes go in, values come out. Relative paths are taken from the folder of the file.
package struct ConfigurationDecoder {
    /// The keys of the document.
    static let keys = [
        "$schema", "listen", "management", "store", "issuer", "audiences", "upstreams", "routes", "loops", "accessLog",
        "realm",
        "clockSkew", "masterKey", "limits", "timeouts", "trustedProxies",
    ]

    /// The file's name in problems.
    let file: String
    /// The folder that relative paths are taken from; empty for the current one.
    let folder: String
    /// The cores of this machine: the greatest number of loops.
    let cores: Int
    /// Reads a file that the configuration names; `nil` where files are not looked at.
    let read: FileReader?

    /// Reads a whole file, or says in a few words why not.
    package typealias FileReader = @Sendable (_ path: String) -> Result<[UInt8], UnreadableFile>

    package init(file: String = "gateway.json", folder: String = "", cores: Int, read: FileReader? = nil) {
        self.read = read
        self.file = file
        self.folder = folder
        self.cores = max(cores, 1)
    }

    /// The configuration that a document holds.
    ///
    /// - Throws: all problems; for a document that is not JSON, the first fault of its syntax.
    package func decode(_ source: Span<UInt8>) throws(ConfigurationError) -> GatewayConfiguration {
        let problems = ProblemList()
        let root: JSONNode
        do {
            root = try JSONReader.parse(source, depth: 16)
        } catch {
            problems.report(at: error.offset, path: "", error.message, remedy: "")
            throw ConfigurationError(problems: problems.located(in: source, file: file))
        }
        let value = ConfigurationValue(place: .document, node: root, problems: problems)
        if let configuration = configuration(value), problems.isEmpty { return configuration }
        throw ConfigurationError(problems: problems.located(in: source, file: file))
    }

    /// Reads every section, also behind one that is wrong; `nil` where a section could not be read.
    private func configuration(_ value: ConfigurationValue) -> GatewayConfiguration? {
        guard let root = value.object("the settings", keys: Self.keys) else { return nil }
        _ = root.optional("$schema")?.string("./gateway.schema.json")
        let timeouts = timeouts(root.optional("timeouts"))
        let trustedProxies = trustedProxies(root.optional("trustedProxies"))
        let listeners = listeners(
            root.required("listen", remedy: "add \"listen\": [{ \"address\": \"127.0.0.1:8080\" }]"),
            trustsProxies: root.optional("trustedProxies").map { !$0.isEmptyList } ?? false)
        let management = management(root.optional("management"), beside: listeners ?? [])
        let issuer = issuer(root.required("issuer", remedy: "add \"issuer\": { \"url\": \"http://127.0.0.1:8080\" }"))
        let audiences = audiences(root.optional("audiences"))
        let upstreams = upstreams(
            root.required(
                "upstreams", remedy: "add \"upstreams\": { \"NAME\": { \"endpoints\": [\"http://HOST:PORT\"] } }"),
            timeouts)
        let names = root.optional("upstreams").flatMap { value in
            if case .object(let members) = value.node.value { members.map(\.name) } else { nil as [String]? }
        }
        let scopes = ScopeTable((audiences ?? []).flatMap { $0.operations.map(\.scope) })
        let routes = routes(
            root.required("routes", remedy: "add \"routes\": []; without a route every call is answered with 404"),
            RouteNames(
                scopes: audiences == nil ? nil : scopes, upstreams: names,
                caseSensitive: (upstreams ?? []).map(\.isCaseSensitive)), scopes)
        let database = database(root.optional("store"))
        let loops = root.optional("loops")?.integer(1...cores, note: ", the number of this machine's cores")
        let accessLog = accessLog(root.optional("accessLog"))
        let realm = realm(root.optional("realm"))
        let clockSkew = root.optional("clockSkew")?.seconds(0...300)
        let masterKey = masterKey(root.optional("masterKey"))
        let limits = limits(root.optional("limits"))
        guard let listeners, let issuer, let audiences, let upstreams, let routes else { return nil }
        return GatewayConfiguration(
            listeners: listeners, management: management, databasePath: database, issuer: issuer, audiences: audiences,
            upstreams: upstreams,
            routes: routes, loops: loops ?? cores, accessLog: accessLog, realm: realm, clockSkew: clockSkew ?? 0,
            masterKey: masterKey, defaultMasterKeyPath: resolve("keys/master.key"), limits: limits, timeouts: timeouts,
            trustedProxies: trustedProxies)
    }

    /// A path, taken from the folder of the file where it is relative.
    func resolve(_ path: String) -> String {
        if path.hasPrefix("/") || folder.isEmpty { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }
}
