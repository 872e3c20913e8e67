internal import Accounts
internal import HTTPServer
internal import Registry

extension ApplicationsResource {
    /// Enables an application. A merchant's person lifts what the merchant's people did, and not what an operator did.
    func enable(_ call: Call) async throws -> WholeResponse {
        let current = try await found(call)
        let merchantID = try call.signedIn().account.role.merchantID
        if let merchantID, !current.application.isEnabled {
            guard try await isDisabledByPerson(of: merchantID, current.application.id) else {
                throw Problem.forbidden(
                    .applicationHeld, "An operator disabled this application. Ask the operator to enable it.")
            }
        }
        return try await change(call) { id, condition, origin in
            var condition = condition
            // What was looked at is what is changed: an operator who disables it meanwhile is not undone.
            if merchantID != nil { condition.version = condition.version ?? current.version }
            return try await services.store.enable(id, if: condition, by: origin)
        }
    }

    /// Whether one of a merchant's people was the last to disable an application, as the audit tells.
    private func isDisabledByPerson(of merchantID: String, _ id: String) async throws -> Bool {
        let last = AuditQuery(kind: AuditKind.applicationDisabled.rawValue, subjectID: id, limit: 1)
        guard let who = try await services.store.fullAuditPage(matching: last).entries.first?.who else { return false }
        let people = try await services.store.accounts(matching: AccountQuery(merchantID: merchantID, limit: 500))
        return people.items.contains {
            who.utf8.elementsEqual($0.who.utf8) || who.utf8.starts(with: ($0.who + "/token:").utf8)
        }
    }
}
