import Policy

/// What a route may say beside match, requirement and upstream.
extension ConfigurationDecoder {
    /// `host`: the hosts that a route serves.
    func host(_ value: ConfigurationValue) -> HostPattern? {
        guard let text = value.string("api.example.com") else { return nil }
        do {
            return try HostPattern(text)
        } catch {
            value.report("\(Quoted.text(text)) is not the host of a route: \(error.message)", remedy: error.remedy)
            return nil
        }
    }

    /// `forward`: the path that the upstream gets.
    func forward(_ value: ConfigurationValue, _ pattern: PathPattern) -> ForwardTemplate? {
        guard let text = value.string("/v1/payments/{id}") else { return nil }
        do {
            return try ForwardTemplate(text, of: pattern)
        } catch {
            value.report(error.message, remedy: error.remedy)
            return nil
        }
    }

    /// `encodedSlashes`: whether `%2F` may stand within a segment.
    func options(_ route: ConfigurationObject) -> RouteOptions {
        route.optional("encodedSlashes")?.boolean() == true ? [.encodedSlashes] : []
    }
}
