import Registry
import Testing

@Suite struct RegistryRefusalTests {
    private static let all: [RegistryRefusal] = [
        .unknownApplication("app_a"), .identifierTaken("app_a"), .invalidIdentifier("a b"),
        .invalidText(.name, .empty), .invalidText(.owner, .empty), .noScopes,
        .scopeNotHeld(application: "app_a", scope: Sample.scopes("a:b")[0]), .tooManySecrets(application: "app_a"),
        .unknownSecret(application: "app_a", secret: "sec_1"), .lastSecret(application: "app_a"),
        .generationsExhausted(application: "app_a"), .aheadOfHistory(asked: 9, latest: 5),
    ]

    @Test func `each refusal has a reason of its own`() {
        #expect(Set(Self.all.map(\.reason)).count == Self.all.count)
    }

    @Test(arguments: [
        (
            RegistryRefusal.unknownApplication("app_x"),
            "no application has the client id \"app_x\"; "
                + "`tollgate applications list` shows those that are registered"
        ),
        (
            .invalidText(.name, .tooLong(101)), "name: it has 101 characters; shorten it to 100"
        ),
        (
            .scopeNotHeld(application: "app_a", scope: Sample.scopes("a:b")[0]),
            "app_a does not have the scope \"a:b\", so it cannot be removed; "
                + "`tollgate applications show app_a` lists the scopes it has"
        ),
    ])
    func `a refusal says what to do`(refusal: RegistryRefusal, message: String) {
        #expect(refusal.message == message)
    }

    @Test func `what came from outside cannot act on a terminal or fill it`() {
        let message = RegistryRefusal.unknownApplication("\u{1B}[2J" + String(repeating: "x", count: 5000)).message
        #expect(!message.contains("\u{1B}"))
        #expect(message.utf8.count < 300)
    }
}
