internal import Accounts
internal import HTTPServer
internal import Registry
internal import Signing

extension ManagementServices {
    /// Makes something once, however often it is asked for under one idempotency key, and answers each time the same.
    ///
    /// - Parameters:
    ///   - shown: what the answer needs and the store does not have, or has as a digest only.
    ///   - make: the creation, in one transaction with the note of its key.
    ///   - answer: the answer out of what is shown, which was made now or before; and what was made, where that was now.
    func once<Created: Hashable & Sendable>(
        _ call: Call, shown: [String], make: (OnceOnly?) async throws -> Creation<Created>,
        answer: ([String], Created?) async throws -> WholeResponse
    ) async throws -> WholeResponse {
        guard let text = call.idempotencyKey else {
            return try await answer(shown, try await make(nil).made)
        }
        let account = try call.signedIn().account.id
        let key = IdempotencyKey(
            accountID: account, key: text, requestDigest: code(of: call.request, under: text, by: account))
        let once = try OnceOnly(key, answer: Array(shown.joined(separator: "\n").utf8), under: masterKey)
        switch try await make(once) {
        case .made(let created): return try await answer(shown, created)
        case .repeated(_, let sealed):
            guard let opened = try key.open(sealed, under: masterKey) else {
                throw Problem(500, store: .corrupt, "What was kept under this idempotency key cannot be read.")
            }
            let texts = String(decoding: opened, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            return try await answer(texts.map(String.init), nil)
        }
    }

    /// What stands for what is asked for: method, path and content. Of each account and key it is another, so that rows do not
    /// show who asked for the same.
    private func code(of request: WholeRequest, under key: String, by account: String) -> [UInt8] {
        masterKey.code(
            of: Array("\(account)\n\(key)\n\(request.method)\n\(request.path)\n".utf8) + request.content,
            context: Array("idempotency".utf8))
    }
}
