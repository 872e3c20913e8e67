import Registry

extension Application {
    /// The application for people, one property a line.
    var lines: [String] {
        var lines = [
            "Client id   \(id)",
            "Name        \(Plain.text(name))",
            "Owner       \(Plain.text(owner))",
            "State       \(state)",
            "Scopes      \(scopes.map(\.description).joined(separator: " "))",
        ]
        for (index, secret) in secrets.enumerated() {
            let heading = index == 0 ? "Secrets     " : "            "
            lines.append(heading + "\(Plain.text(secret.id)), made \(UTCTime.text(secret.createdAt))")
        }
        return lines + [
            "Generation  \(generation)",
            "Registered  \(UTCTime.text(createdAt)), as number \(number)",
            "Changed     \(UTCTime.text(updatedAt))",
        ]
    }

    /// `enabled` or `disabled`.
    var state: String { isEnabled ? "enabled" : "disabled" }
}
