internal import Registry
internal import Testing

extension StoreConformance {
    static let registering: [Rule] = [
        Rule("applications are numbered in the order of registration") { store in
            for (index, id) in ["z", "a", "m"].enumerated() {
                let outcome = try await store.register(registration(id), by: origin)
                #expect(outcome.application.number == Int64(index + 1))
                #expect(outcome.sequence == Int64(index + 1))
                #expect(outcome.isChanged)
            }
            #expect(try await store.view().inOrder.map(\.id) == ["z", "a", "m"])
        },
        Rule("a registered application is found, and is what was asked for") { store in
            let outcome = try await store.register(registration("a"), by: origin)
            #expect(try await store.application("a") == outcome.application)
            #expect(outcome.application == (try registration("a").application(number: 1, at: origin.time)))
        },
        Rule("a client id that is in use is refused") { store in
            _ = try await store.register(registration("a"), by: origin)
            var second = registration("a")
            second.secret = secret("sec_other")
            try await expectRefused(.identifierTaken("a"), by: store) { [second] in
                _ = try await store.register(second, by: origin)
            }
            second.id = "b"
            _ = try await store.register(second, by: origin)
        },
        Rule("neither id nor number of a removed application is given again") { store in
            _ = try await store.register(registration("a"), by: origin)
            _ = try await store.remove("a", by: origin)
            try await expectRefused(.identifierTaken("a"), by: store) {
                _ = try await store.register(registration("a"), by: origin)
            }
            #expect(try await store.register(registration("b"), by: origin).application.number == 2)
        },
        Rule("a refused registration leaves no trace and uses up no number") { store in
            try await expectRefused(.invalidText(.name, .empty), by: store) {
                _ = try await store.register(registration("a", name: ""), by: origin)
            }
            try await expectRefused(.invalidIdentifier("a b"), by: store) {
                _ = try await store.register(registration("a b"), by: origin)
            }
            let outcome = try await store.register(registration("a"), by: origin)
            #expect(outcome.sequence == 1)
            #expect(outcome.application.number == 1)
        },
        Rule("registrations at the same time are all kept, each with a number of its own") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<40 {
                    group.addTask { _ = try await store.register(registration("app_\(index)"), by: origin) }
                }
                try await group.waitForAll()
            }
            let view = try await store.view()
            #expect(view.inOrder.map(\.number) == Array(1...40))
            #expect(view.sequence == 40)
            try await expectHistoryMatches(store)
        },
    ]
}
