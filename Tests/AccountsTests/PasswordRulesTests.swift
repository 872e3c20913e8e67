import Testing

@testable import Accounts

@Suite struct PasswordRulesTests {
    /// Each with a repaired twin.
    @Test(arguments: [
        ("elevenchars", PasswordRules.Fault.tooShort, "twelve chars"),
        (String(repeating: "abcd", count: 64) + "e", .tooLong, String(repeating: "abcd", count: 64)),
        (String(repeating: "é1€x", count: 36) + "zzzzz", .tooLong, String(repeating: "é1€x", count: 36) + "zzzz"),
        ("ada.lovelace", .isName, "ada.lovelace's own"),
        ("ADA.LOVELACE", .isName, "byron.lovelace"),
        ("ada.lovelace2026", .isName, "ada.lovelace 2026 gw"),
        ("password1234", .isCommon, "passw0rd of 12 trees"),
        ("Password123!", .isCommon, "Pass wood 123!"),
        ("passwordpassword", .isCommon, "passwordpasswort"),
        ("123456789012", .isCommon, "125456789012"),
        ("qwertyuiopasdfghjkl", .isCommon, "qwertyuiopasdfghjkl of ours"),
        ("111111111111", .isRepetition, "1212121213dd"),
        ("abababababab", .isRepetition, "abababababcd"),
    ])
    func `a weak password is refused, and one like it is not`(weak: String, fault: PasswordRules.Fault, twin: String) {
        #expect(PasswordRules.fault(in: weak, ofAccountNamed: "Ada.Lovelace") == fault)
        #expect(PasswordRules.fault(in: twin, ofAccountNamed: "Ada.Lovelace") == nil)
    }

    @Test func `characters are counted, not bytes`() {
        #expect(PasswordRules.fault(in: "ééééé店店店店店1", ofAccountNamed: "ada") == .tooShort)
        #expect(PasswordRules.fault(in: "ééééé店店店店店12", ofAccountNamed: "ada") == nil)
    }

    @Test func `each fault says what to do`() {
        for fault in PasswordRules.Fault.allCases { #expect(fault.message.contains(";")) }
    }
}
