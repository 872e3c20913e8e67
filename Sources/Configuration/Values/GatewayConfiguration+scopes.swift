package import Registry

extension GatewayConfiguration {
    /// Whether an audience declares this scope.
    package func declares(_ scope: Scope) -> Bool {
        audiences.contains { $0.operations.contains { $0.scope == scope } }
    }

    /// The declared scope that was probably meant by a misspelt one; `nil` where none is near.
    ///
    /// - Parameter isShown: whether whoever asks may be told of a scope.
    package func scope(near text: String, where isShown: (Scope) -> Bool = { _ in true }) -> String? {
        NearMiss.find(text, among: audiences.flatMap { $0.operations.map(\.scope).filter(isShown).map(\.description) })
    }
}
