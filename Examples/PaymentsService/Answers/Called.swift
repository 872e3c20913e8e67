/// A JSON object with the caller beside its own members.
struct Called<Body: Encodable>: Encodable {
    let body: Body
    /// `nil` where the request was not understood well enough to tell.
    let caller: Caller?

    private enum Key: String, CodingKey {
        case caller
    }

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        var members = encoder.container(keyedBy: Key.self)
        try members.encodeIfPresent(caller, forKey: .caller)
    }
}
