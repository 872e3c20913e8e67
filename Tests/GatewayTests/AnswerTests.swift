import HTTPCodec
import JSONWebToken
import Policy
import Testing
import Upstream

@testable import Gateway

@Suite struct AnswerTests {
    private func challenge(_ answer: Answer) -> String {
        switch answer.challenge {
        case .none: "none"
        case .bare: "bare"
        case .error(let code, let scope): "\(code)" + (scope.map { " " + $0 } ?? "")
        }
    }

    private func answer(_ reason: Reason) -> Answer {
        Answer(Refusal(reason, message: "m", detail: "secret detail", requiredScopes: "a:b c:d", allow: "GET"))
    }

    @Test func `every reason has its status and its challenge`() {
        for reason in Reason.allCases {
            let expected: (Int, String) =
                switch reason {
                case .routeNotFound: (404, "none")
                case .routeMethod: (405, "none")
                case .credentialsMissing: (401, "bare")
                case .credentialsMalformed, .credentialsRepeated: (400, "invalid_request")
                case .token, .tokenRevoked, .applicationUnknown, .applicationDisabled, .audienceMissing:
                    (401, "invalid_token")
                case .scopeMissing: (403, "insufficient_scope a:b c:d")
                // A path or, where routes tell hosts apart, a host.
                default: (400, "none")
                }
            let answer = answer(reason)
            #expect(answer.status == expected.0, "\(reason.id)")
            #expect(challenge(answer) == expected.1, "\(reason.id)")
            #expect(answer.reason.id == reason.id)
            #expect(answer.allow == "GET")
        }
    }

    @Test(
        arguments: [
            (.requestLine, 400, "none"), (.version, 505, "none"), (.targetTooLong, 414, "none"),
            (.headTooLarge, 431, "none"), (.unknownTransferCoding, 501, "none"), (.expectation, 417, "none"),
            (.contentTooLarge, 413, "none"), (.headTimeout, 408, "none"), (.bothFramings, 400, "none"),
            (.repeatedAuthorization, 400, "invalid_request"),
        ] as [(MessageFault, Int, String)])
    func `a message that cannot be understood has its status`(fault: MessageFault, status: Int, challenge: String) {
        let answer = Answer(fault)
        #expect(answer.status == status)
        #expect(answer.reason.id == fault.rawValue)
        #expect(self.challenge(answer) == challenge)
    }

    @Test(arguments: UpstreamFailure.allCases)
    func `a failure of the upstream says whether the service may have acted`(failure: UpstreamFailure) {
        let answer = Answer(failure)
        #expect(answer.status == failure.status)
        #expect(answer.reason.id == failure.rawValue)
        #expect(answer.message.contains("Nothing was ") == failure.isBeforeSending)
        #expect((answer.retryAfter != nil) == (failure == .resources))
    }

    @Test func `the problem document is JSON, has the reason and the id, and keeps the detail to itself`() throws {
        for reason in Reason.allCases {
            let content = answer(reason).problem(requestID: "0123\"")
            #expect(content.last == 0x0A)
            let node = try JSONReader.parse(content.span, depth: 2)
            guard case .object(let members) = node.value else {
                Issue.record("no object")
                continue
            }
            #expect(members.map(\.name) == ["type", "title", "status", "detail", "reason", "requestId"])
            let texts = members.map { member in
                if case .string(let text) = member.node.value { text } else { "" }
            }
            #expect(texts[3...] == ["m", reason.id, "0123\""])
            #expect(!String(decoding: content, as: UTF8.self).contains("secret"))
        }
    }
}
