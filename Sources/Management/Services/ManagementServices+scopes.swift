internal import Configuration
internal import Registry

extension ManagementServices {
    /// The scopes of an input's field `scopes`; each that may not be granted is noted as a fault of its own, also where another
    /// one cannot be read.
    ///
    /// - Parameters:
    ///   - held: what may stay whatever is declared or allowed now.
    ///   - allowed: what may be granted; `nil` for everything that is declared.
    ///   - name: the field.
    func scopes(
        _ input: inout Input, held: [Scope], allowed: [Scope]?, field name: StaticString = "scopes"
    ) async -> [Scope]? {
        let configuration = await configuration()
        let texts = input.texts(name)
        // A merchant's people are told of no audience that `listAudiences` keeps from them, not even that there is one.
        let isShown = { (scope: Scope) in allowed.map { $0.contains { $0.audience == scope.audience } } ?? true }
        for (index, text) in input.elements(name) {
            guard let scope = Scope(text), !held.contains(scope) else { continue }
            if !configuration.declares(scope) || !isShown(scope) {
                let near =
                    configuration.scope(near: scope.description, where: isShown)
                    .map { "; did you mean \"\($0)\"?" } ?? ""
                input.fault(
                    "/\(name)/\(index)", .scopeUndeclared, "no audience declares this scope" + near,
                    ["scope": .string(scope.description)])
            } else if let allowed, !allowed.contains(scope) {
                input.fault(
                    "/\(name)/\(index)", .scopeNotAllowed,
                    "the merchant may not grant this scope; ask an operator to allow it",
                    ["scope": .string(scope.description)])
            }
        }
        return texts?.compactMap { Scope($0) }
    }
}
