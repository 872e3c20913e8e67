import Testing

@testable import Registry

@Suite struct PackedApplicationTests {
    private static func application(
        id: String = "app_a", number: Int64 = 1, name: String = "Till", secrets: [StoredSecret] = [],
        isEnabled: Bool = true, generation: Int64 = 1, createdAt: Int64 = 100, updatedAt: Int64 = 100
    ) -> Application {
        Application(
            id: id, number: number, name: name, owner: "Corner Shop", scopes: [], secrets: secrets,
            isEnabled: isEnabled, generation: generation, createdAt: createdAt, updatedAt: updatedAt)
    }

    private static let digest: [UInt8] = (0..<32).map { $0 &* 9 }

    @Test(arguments: [
        application(),
        application(id: "", name: ""),
        application(id: String(repeating: "x", count: 64), name: String(repeating: "店", count: 100)),
        application(name: String(repeating: "n", count: 127)),
        application(name: String(repeating: "n", count: 128)),
        application(name: String(repeating: "n", count: 20_000)),
        application(number: .max, generation: .max, createdAt: .min, updatedAt: .max),
        application(number: -1, isEnabled: false, generation: 0, createdAt: 63, updatedAt: -64),
        application(number: 64, generation: 8_192, createdAt: -65, updatedAt: 1_800_000_000),
        application(secrets: [StoredSecret(id: "sec_a", digest: digest, createdAt: 7)]),
        application(secrets: [
            StoredSecret(id: "sec_a", digest: digest, createdAt: 7, endsAt: 8),
            StoredSecret(id: "", digest: [], createdAt: .min, endsAt: .max),
            StoredSecret(id: "sec_c", digest: [255], createdAt: 0),
        ]),
    ])
    func `an application comes out as it was put in`(_ application: Application) {
        #expect(PackedApplication(application, sharing: application.scopes).application == application)
    }

    @Test func `its scopes come out as well`() throws {
        var application = Self.application()
        application.scopes = try ["a:read", "transactions:refund"].map { try #require(Scope($0)) }
        #expect(PackedApplication(application, sharing: application.scopes).application == application)
    }

    @Test func `two are equal where their ids are`() {
        let (one, other) = (Self.application(), Self.application(number: 2, name: "Another", isEnabled: false))
        #expect(PackedApplication(one, sharing: []) == PackedApplication(other, sharing: []))
        #expect(PackedApplication(one, sharing: []) == PackedApplication(probing: "app_a"))
        #expect(PackedApplication(one, sharing: []) != PackedApplication(probing: "app_b"))
        #expect(PackedApplication(one, sharing: []) != PackedApplication(probing: "app_"))
    }

    @Test func `a list of scopes is kept once, and only so many lists`() throws {
        var lists = ScopeLists()
        let first = lists.shared(try [#require(Scope("a:read"))])
        let again = lists.shared(try [#require(Scope("a:read"))])
        #expect(Self.isShared(first, again))
        for index in 0..<ScopeLists.most { _ = lists.shared(try [#require(Scope("a:\(index)"))]) }
        let late = try [#require(Scope("a:late"))]
        #expect(lists.shared(late) == late)
        #expect(!Self.isShared(lists.shared(try [#require(Scope("a:late"))]), late))
        #expect(Self.isShared(lists.shared(try [#require(Scope("a:read"))]), first))
    }

    private static func isShared(_ one: [Scope], _ other: [Scope]) -> Bool {
        unsafe one.withUnsafeBufferPointer { one in
            unsafe other.withUnsafeBufferPointer { unsafe one.baseAddress == $0.baseAddress }
        }
    }
}
