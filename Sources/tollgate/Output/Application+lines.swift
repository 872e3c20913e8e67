import HTTPServer
import Registry

extension Application {
    /// The application for people, one property a line.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970, which the ends of its secrets are compared with.
    ///   - uses: The days on which its secrets were last used; `nil` where that was not looked up.
    func lines(at now: Int64, uses: [SecretUse]? = nil) -> [String] {
        var lines = [
            "Client id   \(id)",
            "Name        \(Plain.text(name))",
            "Owner       \(Plain.text(owner))",
            "State       \(state)",
            "Scopes      \(scopes.map(\.description).joined(separator: " "))",
        ]
        for (index, secret) in secrets.enumerated() {
            let heading = index == 0 ? "Secrets     " : "            "
            lines.append(heading + secret.line(at: now) + (uses.map { ", " + secret.lastUse(in: $0) } ?? ""))
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

extension StoredSecret {
    /// Its id, and when it was made and ends.
    fileprivate func line(at now: Int64) -> String {
        let made = "\(Plain.text(id)), made \(UTCTime.text(createdAt))"
        guard let endsAt else { return made }
        return made + (isLive(at: now) ? ", ends " : ", expired ") + UTCTime.text(endsAt)
    }

    /// `last used 2026-11-24` or `never used`.
    fileprivate func lastUse(in uses: [SecretUse]) -> String {
        uses.first { $0.secretID == id }.map { "last used " + UTCTime.day($0.day) } ?? "never used"
    }
}
