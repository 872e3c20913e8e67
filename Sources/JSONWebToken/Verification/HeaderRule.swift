/// One rule on a token's header. It sees the header before the signature is checked.
struct HeaderRule: Sendable {
    /// What is wrong with a header; `nil` where it keeps the rule.
    let fault: @Sendable (_ header: JSONValue) -> TokenFault?

    /// All of them, in the order in which they are asked.
    static let all: [HeaderRule] = [.type, .critical, .payloadEncoding]
}
