import Registry

/// The scopes that a token gets, in the order in which they were asked for and each once.
struct GrantedScopes: Sendable {
    let scopes: [Scope]
    /// They as they are written, with a space between two.
    let text: String

    /// - Parameters:
    ///   - asked: the text that asked for them.
    ///   - hasRepetition: whether it names one of them twice; otherwise it is just how they are written.
    init(_ scopes: [Scope], asked: String, hasRepetition: Bool) {
        self.scopes = scopes
        text = hasRepetition ? scopes.map(\.description).joined(separator: " ") : asked
    }

    /// The audiences of the scopes, each once, in their order.
    var audiences: [String] {
        var audiences: [String] = []
        for scope in scopes where !audiences.contains(scope.audience) { audiences.append(scope.audience) }
        return audiences
    }
}
