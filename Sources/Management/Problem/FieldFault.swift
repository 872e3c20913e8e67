package import Accounts
package import Registry

/// What is wrong with one field of what was sent.
package struct FieldFault: Hashable, Sendable {
    /// Where it stands: a JSON pointer into the content (RFC 6901), or the name of a query parameter after `?`.
    package let pointer: String
    /// The stable id of what is wrong; one of ``ProblemReason/ids``.
    package let reason: String
    /// What is wrong and what to do.
    package let detail: String
    /// What ``detail`` names, each by a name: an object. For whoever says the same in another language.
    package let values: JSONOutput

    package init(_ pointer: String, _ reason: ProblemReason, _ detail: String, _ values: JSONOutput = [:]) {
        self.init(pointer: pointer, reason: reason.rawValue, detail: detail, values: values)
    }

    /// A password that may not be used.
    package init(_ pointer: String, _ fault: PasswordRules.Fault) {
        self.init(
            pointer: pointer, reason: fault.rawValue, detail: fault.message,
            values: [
                "least": .integer(Int64(PasswordRules.fewestCharacters)),
                "most": .integer(Int64(PasswordRules.mostBytes)),
            ])
    }

    /// A name that may not stand.
    package init(_ pointer: String, _ fault: ApplicationText.Fault) {
        self.init(pointer, .textInvalid, fault.message, ["most": .integer(Int64(ApplicationText.longest))])
    }

    /// A name that somebody else has.
    init(taken name: String) {
        self.init("/name", .accountNameTaken, AccountRefusal.nameTaken(name).message, ["name": .string(name)])
    }

    private init(pointer: String, reason: String, detail: String, values: JSONOutput) {
        self.pointer = pointer
        self.reason = reason
        self.detail = detail
        self.values = values
    }

    /// The fault as problem details have it.
    var json: JSONOutput {
        [
            "pointer": .string(pointer), "reason": .string(reason), "detail": .string(detail), "values": values,
        ]
    }

    /// A name as a part of a JSON pointer (RFC 6901 §3).
    static func token(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
