internal import Registry
internal import Testing

extension StoreConformance {
    static let queries: [Rule] = [
        Rule("a query without anything is the list in the order of registration, in pages with the whole count") {
            store in
            for id in ["z", "a", "m"] { _ = try await store.register(registration(id), by: origin) }
            let page = try await store.applications(matching: ApplicationQuery(limit: 2))
            #expect(page.items.map(\.application.id) == ["z", "a"])
            #expect(page.items.map(\.version) == [1, 2])
            #expect(page.total == 3)
            let rest = try await store.applications(matching: ApplicationQuery(offset: 2, limit: 2))
            #expect(rest.items.map(\.application.id) == ["m"])
            #expect(rest.items.first?.application == (try await store.application("m")))
            #expect(try await ids(store, ApplicationQuery(offset: 3)) == [])
            #expect(try await ids(store, ApplicationQuery(offset: -1, limit: 0)) == ["z"])
            #expect(try await ids(store, ApplicationQuery(isDescending: true)) == ["m", "a", "z"])
        },
        Rule("texts are found in name, owner and client id, without case") { store in
            try await registerVaried(store)
            for (text, expected) in [
                ("KIOSK", ["a"]), ("kiosk", ["a"]), ("straSSE", ["b"]), ("STRAẞE", ["b"]), ("corner", ["c"]),
                ("äpfel", ["b"]), ("ÄPFEL", ["b"]), ("app_", ["app_D"]), ("APP_d", ["app_D"]), ("%", []),
                ("_", ["app_D"]),
                ("", ["a", "b", "c", "app_D"]), ("nothing like it", []), ("ee", ["a"]),
            ] {
                let found = try await store.applications(matching: ApplicationQuery(text: text))
                #expect(found.items.map(\.application.id) == expected, "\(text)")
                #expect(found.total == expected.count, "\(text)")
            }
        },
        Rule("owner, state and scopes narrow a list, together as well") { store in
            try await registerVaried(store)
            _ = try await store.disable("c", by: origin)
            #expect(try await ids(store, ApplicationQuery(owner: "Äpfel AG")) == ["b"])
            #expect(try await ids(store, ApplicationQuery(owner: "äpfel ag")) == [])
            #expect(try await ids(store, ApplicationQuery(isEnabled: false)) == ["c"])
            #expect(try await ids(store, ApplicationQuery(isEnabled: true)) == ["a", "b", "app_D"])
            #expect(try await ids(store, ApplicationQuery(scopes: .all(scopes("t:read")))) == ["a", "b", "c"])
            #expect(try await ids(store, ApplicationQuery(scopes: .all(scopes("t:read", "t:refund")))) == ["b"])
            #expect(
                try await ids(store, ApplicationQuery(scopes: .any(scopes("t:create", "t:refund")))) == ["b", "app_D"])
            #expect(try await ids(store, ApplicationQuery(scopes: .any([]))) == [])
            #expect(try await ids(store, ApplicationQuery(scopes: .all([]))).count == 4)
            let both = ApplicationQuery(text: "e", isEnabled: true, scopes: .any(scopes("t:read")))
            #expect(try await ids(store, both) == ["a", "b"])
            let page = try await store.applications(matching: ApplicationQuery(text: "e", limit: 1))
            #expect(page.total == 4)
        },
        Rule("a list is sorted without case, either way, and equal ones by registration") { store in
            try await registerVaried(store)
            #expect(try await ids(store, ApplicationQuery(sort: .name)) == ["a", "c", "b", "app_D"])
            #expect(
                try await ids(store, ApplicationQuery(sort: .name, isDescending: true)) == ["app_D", "b", "c", "a"])
            #expect(try await ids(store, ApplicationQuery(sort: .owner)) == ["c", "a", "app_D", "b"])
            _ = try await store.edit("a", ApplicationEdit(name: "Zebra"), by: at(5000))
            #expect(try await ids(store, ApplicationQuery(sort: .updatedAt)) == ["b", "c", "app_D", "a"])
            #expect(try await ids(store, ApplicationQuery(sort: .name)) == ["c", "b", "a", "app_D"])
            #expect(try await ids(store, ApplicationQuery(text: "zEB")) == ["a"])
            #expect(try await ids(store, ApplicationQuery(text: "kiosk")) == [])
            _ = try await store.remove("a", by: origin)
            #expect(try await ids(store, ApplicationQuery(text: "zEB")) == [])
        },
    ]

    private static func registerVaried(_ store: any ApplicationStore) async throws {
        let wanted: [(id: String, name: String, owner: String, scopes: [Scope])] = [
            ("a", "Kiosk of Bee", "Market", scopes("t:read")),
            ("b", "Straße", "Äpfel AG", scopes("t:read", "t:refund")),
            ("c", "kiosz", "Corner Shop", scopes("t:read")),
            ("app_D", "店", "Market", scopes("t:create")),
        ]
        for one in wanted {
            _ = try await store.register(
                Registration(
                    id: one.id, name: one.name, owner: one.owner, scopes: one.scopes, secret: secret("sec_" + one.id)),
                by: origin)
        }
    }

    private static func ids(_ store: any ApplicationStore, _ query: ApplicationQuery) async throws -> [String] {
        try await store.applications(matching: query).items.map(\.application.id)
    }
}
