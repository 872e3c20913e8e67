import JSONWebToken
import Upstream

/// A token endpoint's answer (RFC 6749 §5).
struct TokenAnswer: Encodable {
    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case tokenType = "token_type"
        case expiresIn = "expires_in"
        case scope
    }

    let accessToken: String
    let tokenType: String
    let expiresIn: Int64?
    let scope: String?

    /// - Throws: ``CommandFailure`` with what the endpoint says was wrong, or that it is no token endpoint.
    init(_ answer: BlockingTransfer.Answer, from url: String) throws(CommandFailure) {
        let members = Self.members(answer.content)
        guard answer.status == 200 else {
            throw Self.refusal(
                status: answer.status, error: Self.text(members["error"]),
                description: Self.text(members["error_description"]), url: url)
        }
        guard let token = Self.text(members["access_token"]), let type = Self.text(members["token_type"]),
            !token.isEmpty, token.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { throw CommandFailure("\(url): what answered is not a token endpoint; check --url") }
        accessToken = token
        tokenType = type
        expiresIn = if case .number(let number)? = members["expires_in"] { number.integer } else { nil }
        scope = Self.text(members["scope"])
    }

    private static func refusal(status: Int, error: String?, description: String?, url: String) -> CommandFailure {
        guard let error else { return CommandFailure("\(url): it answered with status \(status); check --url") }
        return CommandFailure(
            "the gateway refused (\(Plain.text(error)))" + (description.map { ": " + Plain.text($0) } ?? ""))
    }

    private static func members(_ content: [UInt8]) -> [String: JSONValue] {
        guard let root = try? JSONReader.parse(content.span, depth: 8), case .object(let members) = root.value else {
            return [:]
        }
        return members.reduce(into: [:]) { $0[$1.name] = $1.node.value }
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .string(let text)? = value { text } else { nil }
    }
}
