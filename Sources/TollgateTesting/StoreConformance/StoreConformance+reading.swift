internal import Registry
internal import Testing

extension StoreConformance {
    static let reading: [Rule] = [
        Rule("an empty store has no application and no history") { store in
            let view = try await store.view()
            #expect(view.sequence == 0)
            #expect(view.inOrder.isEmpty)
            #expect(try await store.changes(after: 0) == [])
            #expect(try await store.application("app_a") == nil)
        },
        Rule("applications are handed out page by page in the order of registration") { store in
            for id in ["z", "a", "m"] { _ = try await store.register(registration(id), by: origin) }
            _ = try await store.remove("a", by: origin)
            #expect(try await store.applications(from: 1, limit: 1).map(\.id) == ["z"])
            #expect(try await store.applications(from: 2, limit: 5) == [store.application("m")])
            #expect(try await store.applications(from: .min, limit: 5).map(\.number) == [1, 3])
            #expect(try await store.applications(from: 4, limit: 5) == [])
        },
        Rule("changes after a point are those that follow it") { store in
            for id in ["a", "b", "c"] { _ = try await store.register(registration(id), by: origin) }
            let changes = try await store.changes(after: 1)
            #expect(changes.map(\.sequence) == [2, 3])
            #expect(changes.map(\.applicationID) == ["b", "c"])
            #expect(try await store.changes(after: 3) == [])
        },
        Rule("changes after what the history does not hold are refused") { store in
            _ = try await store.register(registration("a"), by: origin)
            await #expect(throws: StoreError.refused(.aheadOfHistory(asked: 2, latest: 1))) {
                try await store.changes(after: 2)
            }
            #expect(try await store.changes(after: 1) == [])
        },
        Rule("a change carries who made it, when, and what became of the application") { store in
            _ = try await store.register(registration("a"), by: ChangeOrigin(time: 7, who: "cli:ada"))
            let outcome = try await store.disable("a", by: ChangeOrigin(time: 8, who: "cli:böb \"quoted\""))
            let changes = try await store.changes(after: 0)
            #expect(changes.map(\.kind) == [.registered, .disabled])
            #expect(changes.map(\.origin.time) == [7, 8])
            #expect(changes.map(\.origin.who) == ["cli:ada", "cli:böb \"quoted\""])
            #expect(changes.last?.application == outcome.application)
        },
        Rule("texts come back as they were written") { store in
            let text = "Ünï \"q\" \\ ' ; -- 店 \u{1F3E7}"
            var wanted = registration("a", name: text)
            wanted.owner = text
            let outcome = try await store.register(wanted, by: origin)
            #expect(outcome.application.name == text)
            #expect(try await store.application("a") == outcome.application)
            try await expectHistoryMatches(store)
        },
    ]
}
