import Registry
import Testing

@testable import Accounts

@Suite struct PermissionTests {
    @Test func `each role may do what it must and no more`() {
        #expect(AccountRole.operator.permissions == Set(Permission.allCases))
        #expect(
            AccountRole.reader.permissions.map(\.rawValue).sorted() == [
                "accounts:read", "applications:read", "audit:read", "merchants:read", "overview:read", "routes:read",
            ])
        #expect(AccountRole.merchant("mer_1").permissions == [.readApplications, .writeApplications])
    }

    @Test func `a disabled account may do nothing`() throws {
        var account = try NewAccount(id: "acc_1", name: "ada", role: .operator).account(at: 1000)
        #expect(account.permissions.count == Permission.allCases.count)
        account.isEnabled = false
        #expect(account.permissions.isEmpty)
    }

    @Test func `only a merchant's role has a merchant, and always`() {
        #expect(AccountRole(.merchant, merchantID: "mer_1") == .merchant("mer_1"))
        #expect(AccountRole(.merchant, merchantID: nil) == nil)
        #expect(AccountRole(.operator, merchantID: nil) == .operator)
        #expect(AccountRole(.operator, merchantID: "mer_1") == nil)
        #expect(AccountRole(.reader, merchantID: "mer_1") == nil)
    }

    @Test func `every refusal has a reason of its own and says what to do`() {
        let refusals: [AccountRefusal] = [
            .unknownAccount("x"), .unknownMerchant("x"), .unknownSession("x"), .unknownToken("x"), .nameTaken("x"),
            .invalidName(.empty), .invalidPassword(.tooShort), .versionMismatch(current: 1), .idempotencyKeyReused,
            .lastOperator, .merchantHasApplications(1), .merchantHasAccounts(2), .unknownInvitation, .notFirst,
            .credentialsChanged, .codeUsed, .noPermissions, .permissionsNotHeld([.readAudit]), .invalidLifetime,
            .tooManyTokens,
        ]
        #expect(Set(refusals.map(\.reason)).count == refusals.count)
        for refusal in refusals { #expect(!refusal.message.isEmpty) }
        #expect(!AccountRefusal.nameTaken("a\u{1B}[31m").message.contains("\u{1B}"))
    }
}
