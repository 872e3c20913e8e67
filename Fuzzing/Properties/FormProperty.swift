import HTTPServer

@testable import TokenEndpoint

/// A form is read as its rules say: what they refuse is refused, what they accept gives the same values, and says the same
/// once it is written in another way. As the body of a token request it names a client only where both halves are there.
enum FormProperty {
    private static let names: [StaticString] = ["grant_type", "scope", "scopes", "client_id", "client_secret"]

    static func broken(_ input: [UInt8]) -> String? {
        let wanted = FormRules.read(input)
        guard let form = try? FormParameters(input.span) else {
            return wanted == nil ? nil : "refused, but it is a form"
        }
        guard let wanted else { return "accepted, but it is no form" }
        if let broken = broken(form, wanted) { return broken }
        guard let again = try? FormParameters(FormRules.write(wanted).span) else {
            return "what was written is refused"
        }
        if let broken = broken(again, wanted) { return "written again: " + broken }
        return brokenRequest(input, wanted)
    }

    private static func broken(_ form: FormParameters, _ wanted: [FormRules.Parameter]) -> String? {
        guard form.isEmpty == wanted.isEmpty else { return "there are parameters or there are none" }
        for name in names {
            let value = FormRules.value("\(name)", wanted)
            guard form[name].map({ Array($0.utf8) }) == value else { return "\(name) has another value" }
            guard [UInt8](of: form.value(of: name)) == value ?? [] else { return "\(name) has other bytes" }
        }
        return nil
    }

    private static func brokenRequest(_ input: [UInt8], _ wanted: [FormRules.Parameter]) -> String? {
        let type = (name: "Content-Type", value: "application/x-www-form-urlencoded")
        let request = WholeRequest(method: "POST", path: "/oauth/token", fields: [type], content: input)
        guard let token = try? TokenRequest(request) else { return "refused as a request without other credentials" }
        let (id, secret) = (FormRules.value("client_id", wanted), FormRules.value("client_secret", wanted))
        let credentials = token.credentials.map { (Array($0.id.utf8), Array($0.secret.utf8)) }
        guard credentials?.0 == (secret == nil ? nil : id), credentials?.1 == (id == nil ? nil : secret) else {
            return "another client"
        }
        let scopes = [FormRules.value("scope", wanted), FormRules.value("scopes", wanted)].compactMap { $0 }
        let scope = (try? token.scope()).map { Array($0.utf8) }
        return scope == (scopes.count == 1 ? scopes[0] : nil) ? nil : "another scope"
    }
}
