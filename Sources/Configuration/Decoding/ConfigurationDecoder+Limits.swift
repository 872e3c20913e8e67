extension ConfigurationDecoder {
    /// The range of every limit of content.
    private static let bodies = 0...1 << 40

    /// `limits`: how much one client may make the gateway hold or pass.
    func limits(_ value: ConfigurationValue?) -> Limits {
        var limits = Limits()
        let object = value?.object("limits", keys: ["head", "target", "fields", "body", "token", "connections"])
        limits.head = object?.optional("head")?.size(1 << 10...1 << 20) ?? limits.head
        limits.target = part(of: limits.head, object?.optional("target"), 256...64 << 10) ?? min(8 << 10, limits.head)
        limits.token = part(of: limits.head, object?.optional("token"), 1 << 10...64 << 10) ?? min(8 << 10, limits.head)
        limits.fields = object?.optional("fields")?.integer(10...1_000) ?? limits.fields
        limits.body = object?.optional("body")?.size(Self.bodies) ?? limits.body
        limits.connections = object?.optional("connections")?.integer(1...1_000_000)
        return limits
    }

    /// `limits` of a route: the greatest content of its requests; `nil` for that of every route.
    func bodyLimit(_ route: ConfigurationObject) -> Int? {
        route.optional("limits")?.object("\"body\"", keys: ["body"])?.optional("body")?.size(Self.bodies)
    }

    /// The size of something that stands in the head. A limit that is never met is one that its writer believes in.
    private func part(of head: Int, _ value: ConfigurationValue?, _ range: ClosedRange<Int>) -> Int? {
        guard let value, let size = value.size(range) else { return nil }
        guard size > head else { return size }
        value.report(
            "\"\(SizeText.text(size))\" is more than a whole head may have, \"\(SizeText.text(head))\"",
            remedy: "write less, or raise limits.head")
        return nil
    }
}
