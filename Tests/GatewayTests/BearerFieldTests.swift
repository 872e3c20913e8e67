import HTTPCodec
import Testing

@testable import Gateway

@Suite struct BearerFieldTests {
    private func read(_ value: String) -> String {
        let bytes = Array(value.utf8)
        switch BearerField.read(bytes.span) {
        case .otherScheme: return "other"
        case .malformed: return "malformed"
        case .token(let range): return "token " + String(decoding: bytes[Int(range.start)..<range.end], as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            ("Bearer a", "token a"), ("bearer a", "token a"), ("BEARER a.b-c_d~e+f/g==", "token a.b-c_d~e+f/g=="),
            ("Bearer", "malformed"), ("Bearer ", "malformed"), ("Bearer a b", "malformed"),
            ("Bearer  a", "token a"), ("bearer    a.b=", "token a.b="), ("Bearer  ", "malformed"),
            ("Bearer   a b", "malformed"), ("Bearer  \ta", "malformed"), ("Bearer  =", "malformed"),
            ("Bearer a,b", "malformed"), ("Bearer a=b", "malformed"), ("Bearer =", "malformed"),
            ("Bearer \"a\"", "malformed"), ("Bearer\ta", "malformed"), ("Bearer a\u{e9}", "malformed"),
            ("Bearer=a", "malformed"), ("", "other"), ("Basic eDp5", "other"), ("Beare a", "other"),
            ("BearerX a", "other"), ("Bearer-2 a", "other"), ("DPoP a", "other"),
        ])
    func `a field value is one token, malformed, or another scheme`(value: String, outcome: String) {
        #expect(read(value) == outcome)
    }

    @Test func `what is found without a look at its characters is looked at later`() {
        for value in ["Bearer a,b", "Bearer a b", "Bearer  a b"] {
            let bytes = Array(value.utf8)
            guard case .token(let range) = BearerField.split(bytes.span) else {
                Issue.record("no token in \(value)")
                continue
            }
            let isToken = BearerField.isToken(range.of(bytes.span))
            #expect(!isToken)
        }
    }
}
