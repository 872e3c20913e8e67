import Signing
import Testing

@testable import Accounts

@Suite struct TOTPSecretTests {
    private func secret() throws -> TOTPSecret { try #require(TOTPSecret(Array("12345678901234567890".utf8))) }

    /// RFC 6238 Appendix B, SHA-1; the last six of its eight digits.
    @Test(arguments: [
        (Int64(59), "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of the standard`(time: Int64, code: String) throws {
        #expect(String(decoding: try secret().code(at: time / 30), as: UTF8.self) == code)
        #expect(try secret().step(of: code, at: time, after: 0) == time / 30)
    }

    @Test func `a code is good one step before and after its own, and no further`() throws {
        let secret = try secret()
        let code = String(decoding: secret.code(at: 100), as: UTF8.self)
        let accepted = (97...103).filter { secret.step(of: code, at: Int64($0) * 30, after: 0) != nil }
        #expect(accepted == [99, 100, 101])
    }

    @Test func `a step that was used is not taken again, nor one before it`() throws {
        let secret = try secret()
        let codes = (99...101).map { String(decoding: secret.code(at: $0), as: UTF8.self) }
        #expect(codes.map { secret.step(of: $0, at: 3000, after: 100) } == [nil, nil, 101])
        #expect(codes.map { secret.step(of: $0, at: 3000, after: 98) } == [99, 100, 101])
    }

    @Test(arguments: ["", "28708", "2870821", "28708x", "287083"])
    func `another code is refused`(code: String) throws {
        #expect(try secret().step(of: code, at: 59, after: 0) == nil)
        #expect(try secret().step(of: "287 082", at: 59, after: 0) == 1)
    }

    @Test func `an authenticator is told what it must know`() throws {
        #expect(try secret().text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(
            try secret().uri(issuer: "Tollgate: gw", name: "ada@shop")
                == "otpauth://totp/Tollgate%3A%20gw:ada%40shop?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Tollgate%3A%20gw&algorithm=SHA1&digits=6&period=30")
        #expect(TOTPSecret([1, 2, 3]) == nil)
        #expect(TOTPSecret.random() != TOTPSecret.random())
    }

    @Test func `a sealed secret opens for its own account and under its own key only`() throws {
        let (key, secret) = (MasterKey.random(), try secret())
        let sealed = try secret.sealed(under: key, accountID: "acc_1")
        #expect(try TOTPSecret.open(sealed, under: key, accountID: "acc_1") == secret)
        #expect(try TOTPSecret.open(sealed, under: key, accountID: "acc_2") == nil)
        #expect(try TOTPSecret.open(sealed, under: MasterKey.random(), accountID: "acc_1") == nil)
        #expect("\(secret)" == "TOTPSecret")
    }
}
