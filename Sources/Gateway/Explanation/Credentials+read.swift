internal import HTTPCodec
internal import JSONWebToken
internal import Policy

extension Credentials {
    /// What a request brings, without the cache of a loop.
    static func read(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, in snapshot: Snapshot, at now: Int64)
        -> Credentials
    {
        guard let field = head.authorization else { return .none }
        let value = field.of(bytes)
        switch BearerField.read(value) {
        case .otherScheme: return .none
        case .malformed: return .malformed
        case .token(let range):
            return switch snapshot.verifier.verify(range.of(value), at: now) {
            case .success(let token): .resolved(snapshot.resolve(token))
            case .failure(let fault): .invalid(fault)
            }
        }
    }
}
