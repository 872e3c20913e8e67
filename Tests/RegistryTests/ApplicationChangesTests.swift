import Registry
import Testing

@Suite struct ApplicationChangesTests {
    @Test func `an edit changes what it names and nothing else`() throws {
        let before = try Sample.application()
        let after = try before.edited(ApplicationEdit(name: "Kiosk"), at: 200)
        #expect(after.name == "Kiosk")
        #expect(after.updatedAt == 200)
        var expected = before
        expected.name = "Kiosk"
        expected.updatedAt = 200
        #expect(after == expected)
        #expect(try before.edited(ApplicationEdit(owner: "Other"), at: 200).owner == "Other")
    }

    @Test func `scopes are replaced, then added to, then removed from`() throws {
        let edit = ApplicationEdit(
            scopes: Sample.scopes("a:x", "b:x"), addedScopes: Sample.scopes("c:x", "a:x"),
            removedScopes: Sample.scopes("b:x"))
        #expect(try Sample.application().edited(edit, at: 200).scopes == Sample.scopes("a:x", "c:x"))
    }

    @Test func `a scope that is not held cannot be removed`() throws {
        let application = try Sample.application()
        let absent = try #require(Scope("transactions:raed"))
        #expect(throws: RegistryRefusal.scopeNotHeld(application: "app_a", scope: absent)) {
            try application.edited(
                ApplicationEdit(addedScopes: Sample.scopes("a:b"), removedScopes: [absent]), at: 200)
        }
        let edit = ApplicationEdit(
            addedScopes: Sample.scopes("a:b"), removedScopes: Sample.scopes("transactions:read"))
        #expect(try application.edited(edit, at: 200).scopes == Sample.scopes("a:b"))
    }

    @Test func `the last scope cannot be removed`() throws {
        #expect(throws: RegistryRefusal.noScopes) {
            try Sample.application().edited(
                ApplicationEdit(removedScopes: Sample.scopes("transactions:read")), at: 200)
        }
    }

    @Test func `an edit that changes nothing leaves the time of the last change alone`() throws {
        let before = try Sample.application()
        #expect(try before.edited(ApplicationEdit(name: "Till"), at: 200) == before)
        #expect(before.enabled(true, at: 200) == before)
    }

    @Test func `disabling and enabling change the time and the flag`() throws {
        let disabled = try Sample.application().enabled(false, at: 200)
        #expect(!disabled.isEnabled)
        #expect(disabled.updatedAt == 200)
        #expect(disabled.enabled(true, at: 300).isEnabled)
    }

    @Test func `revoking raises the generation by one`() throws {
        #expect(try Sample.application().revokingTokens(at: 200).generation == 2)
    }

    @Test func `a generation that cannot be raised is refused, not wrapped around`() throws {
        var application = try Sample.application()
        application.generation = .max - 1
        application = try application.revokingTokens(at: 200)
        #expect(application.generation == .max)
        #expect(throws: RegistryRefusal.generationsExhausted(application: "app_a")) {
            try application.revokingTokens(at: 200)
        }
    }
}
