import JSONWebToken
import Policy
import Registry

extension ConfigurationDecoder {
    /// `scope` or `public` of a route: exactly one of them. Silence never means public.
    func requirement(_ route: ConfigurationObject, _ names: RouteNames) -> Requirement? {
        let isPublic = route.entry("public").flatMap { entry -> Bool? in
            guard let value = entry.value.boolean() else { return nil }
            if !value {
                entry.value.report(
                    "\"public\" can only be true", remedy: "leave it out, and say with \"scope\" what the route needs")
            }
            return value
        }
        guard let scope = route.optional("scope") else {
            if route.entry("public") == nil {
                route.report(
                    "neither \"scope\" nor \"public\" is there, so nothing says who may call",
                    remedy: "add \"scope\": \"audience:operation\", or \"public\": true")
            }
            return isPublic == true ? .public : nil
        }
        if isPublic == true {
            route.report("\"scope\" and \"public\" contradict each other", remedy: "remove one of the two")
        }
        return requirement(scope, names)
    }

    private func requirement(_ value: ConfigurationValue, _ names: RouteNames) -> Requirement? {
        if case .string = value.node.value { return scope(value, names).map { .all([$0]) } }
        guard case .object = value.node.value else {
            return value.mismatch(
                "a scope", "write \"audience:operation\", { \"all\": [ … ] } or { \"any\": [ … ] }")
        }
        guard let object = value.object("\"all\" or \"any\"", keys: ["all", "any"]) else { return nil }
        let all = object.optional("all").flatMap { scopes($0, names) }
        let any = object.optional("any").flatMap { scopes($0, names) }
        switch (object.optional("all"), object.optional("any")) {
        case (nil, nil):
            object.report(
                "neither \"all\" nor \"any\" is there", remedy: "write { \"all\": [\"audience:operation\", … ] }")
        case (.some, .some):
            object.report("\"all\" and \"any\" do not go together", remedy: "keep one of the two")
        default: break
        }
        return all.map(Requirement.all) ?? any.map(Requirement.any)
    }

    private func scopes(_ value: ConfigurationValue, _ names: RouteNames) -> [ScopeID]? {
        guard let elements = value.list("scopes such as \"transactions:read\"") else { return nil }
        if elements.isEmpty { value.report("no scope is listed", remedy: "list at least one") }
        var scopes: [ScopeID] = []
        for element in elements {
            guard let scope = scope(element, names) else { continue }
            if scopes.contains(scope) {
                element.report("this scope is listed twice", remedy: "remove one of the two")
            }
            scopes.append(scope)
        }
        return scopes
    }

    private func scope(_ value: ConfigurationValue, _ names: RouteNames) -> ScopeID? {
        guard let text = value.string("transactions:read") else { return nil }
        // What is declared is a scope.
        if let id = names.scopes?.id(text) { return id }
        guard Scope(text) != nil else {
            value.report(
                "\(Quoted.text(text)) is not a scope",
                remedy: text.contains(" ")
                    ? "list several scopes as { \"all\": [ … ] } or { \"any\": [ … ] }"
                    : "write it as \"audience:operation\", of letters, digits, \".\", \"_\" and \"-\"")
            return nil
        }
        guard let table = names.scopes else { return nil }
        value.report(
            "\(Quoted.text(text)) is not declared",
            remedy: NearMiss.remedy(
                text, among: table.scopes.map(\.description),
                otherwise: "declare it as an operation under \"audiences\""))
        return nil
    }
}
