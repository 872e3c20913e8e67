import JSONWebToken

extension GatewayStatus {
    /// The status as a JSON document.
    var json: String {
        let members = [
            ("version", JSONText.literal(version)),
            ("startedAt", "\(startedAt)"),
            ("state", JSONText.literal(isDraining ? "draining" : "serving")),
            ("listen", Self.list(addresses)),
            ("configuration", Self.object([("revision", "\(revision)"), ("lastReload", reloadDocument)])),
            (
                "registry",
                Self.object([("sequence", "\(sequence)"), ("applications", "\(applications)")])
            ),
            ("accessLog", Self.object([("droppedLines", "\(droppedLogLines)")])),
        ]
        return Self.object(members) + "\n"
    }

    private var reloadDocument: String {
        Self.object([
            ("time", "\(reload.time)"), ("succeeded", "\(reload.problems.isEmpty)"),
            ("problems", Self.list(reload.problems)),
        ])
    }

    private static func object(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { JSONText.literal($0.name) + ":" + $0.value }.joined(separator: ",") + "}"
    }

    private static func list(_ texts: [String]) -> String {
        "[" + texts.map { JSONText.literal($0) }.joined(separator: ",") + "]"
    }
}
