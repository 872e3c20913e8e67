import Registry
import Testing

@Suite struct RegistryViewTests {
    private func change(
        _ sequence: Int64, _ application: Application?, id: String = "app_a"
    ) -> RegistryChange {
        RegistryChange(
            sequence: sequence, kind: application == nil ? .removed : .registered, applicationID: id,
            application: application, origin: ChangeOrigin(time: 100, who: "test"))
    }

    @Test func `changes that follow one another are applied`() throws {
        var view = RegistryView()
        let application = try Sample.application()
        #expect(view.apply(change(1, application)) == .applied)
        #expect(view.application("app_a") == application)
        #expect(view.apply(change(2, nil)) == .applied)
        #expect(view.inOrder.isEmpty)
        #expect(view.sequence == 2)
    }

    @Test func `a gap is told and changes nothing`() throws {
        var view = RegistryView(sequence: 3)
        #expect(view.apply(change(5, try Sample.application())) == .gap(expected: 4, found: 5))
        #expect(view.sequence == 3)
        #expect(view.inOrder.isEmpty)
        #expect(view.apply(change(4, try Sample.application())) == .applied)
    }

    @Test(arguments: [Int64.min, 0, 1, 3])
    func `a change that is held already is not applied again`(sequence: Int64) throws {
        var view = RegistryView(sequence: 3)
        #expect(view.apply(change(sequence, try Sample.application())) == .alreadyHeld)
        #expect(view.inOrder.isEmpty)
    }

    @Test func `the largest sequence there is does not overflow`() throws {
        var view = RegistryView(sequence: .max)
        #expect(view.apply(change(.max, nil)) == .alreadyHeld)
        view.sequence = .max - 1
        #expect(view.apply(change(.max, nil)) == .applied)
    }

    @Test func `applications are listed in the order of registration`() throws {
        var view = RegistryView()
        for (number, id) in [(3, "c"), (1, "z"), (2, "a")] {
            view.insert(try Sample.application(id: id, number: Int64(number)))
        }
        #expect(view.inOrder.map(\.id) == ["z", "a", "c"])
    }

    @Test func `an application is found by the bytes of its id alone`() throws {
        var view = RegistryView()
        view.insert(try Sample.application(id: "K"))
        #expect(view.application("K")?.id == "K")
        // U+212A, the Kelvin sign, which `String` takes for the same.
        #expect(view.application("\u{212A}") == nil)
        #expect(view.application("") == nil)
    }

    @Test func `what changes takes the place of what was, and an older view keeps it`() throws {
        var view = RegistryView(sequence: 1)
        let before = try Sample.application()
        view.insert(before)
        let older = view
        let after = before.enabled(false, at: 900)
        #expect(view.apply(change(2, after)) == .applied)
        #expect(view.application("app_a") == after)
        #expect(view.count == 1)
        #expect(older.application("app_a") == before)
    }
}
