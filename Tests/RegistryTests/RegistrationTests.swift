import Registry
import Testing

@Suite struct RegistrationTests {
    @Test func `a registration makes an enabled application of the first generation`() throws {
        let registration = Sample.registration(scopes: Sample.scopes("b:x", "a:x", "b:x"))
        let application = try registration.application(number: 4, at: 99)
        #expect(
            application
                == Application(
                    id: "app_a", number: 4, name: "Till", owner: "Corner Shop", scopes: Sample.scopes("a:x", "b:x"),
                    secrets: [Sample.secret("sec_1")], isEnabled: true, generation: 1, createdAt: 99, updatedAt: 99))
    }

    @Test func `an application without scopes is refused, and with one it is not`() throws {
        #expect(throws: RegistryRefusal.noScopes) {
            try Sample.registration(scopes: []).application(number: 1, at: 0)
        }
        _ = try Sample.registration(scopes: Sample.scopes("a:b")).application(number: 1, at: 0)
    }

    @Test func `a name or an owner that may not stand is refused`() throws {
        #expect(throws: RegistryRefusal.invalidText(.name, .empty)) {
            try Sample.registration(name: "").application(number: 1, at: 0)
        }
        #expect(throws: RegistryRefusal.invalidText(.owner, .control(9))) {
            try Sample.registration(owner: "a\tb").application(number: 1, at: 0)
        }
        _ = try Sample.registration(name: "n", owner: "a b").application(number: 1, at: 0)
    }

    @Test(arguments: ["", "a b", "a/b", "a:b", "ä", String(repeating: "a", count: 65)])
    func `an id that a header, URL or file name would have to escape is refused`(id: String) throws {
        #expect(throws: RegistryRefusal.invalidIdentifier(id)) {
            try Sample.registration(id: id).application(number: 1, at: 0)
        }
        _ = try Sample.registration(id: String(repeating: "a", count: 64)).application(number: 1, at: 0)
    }
}
