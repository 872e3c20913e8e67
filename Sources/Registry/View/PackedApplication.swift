/// An application as a ``RegistryView`` holds it: one block of bytes, and scopes that it shares with others.
///
/// An ``Application`` is a dozen texts and lists, each a block of memory of its own. That is some 600 bytes of what a
/// gateway with a million applications keeps for each of them, and most are asked for rarely. Packed it takes a third.
///
/// Two are equal where their client ids are, byte for byte: this is what a view looks them up by.
struct PackedApplication: Sendable {
    /// The client id first, then the rest as ``init(_:sharing:)`` writes it.
    private let bytes: [UInt8]
    private let scopes: [Scope]

    /// - Parameter scopes: the application's own, possibly shared with others that have the same.
    init(_ application: Application, sharing scopes: [Scope]) {
        self.scopes = scopes
        var writer = PackedWriter()
        writer.write(application.id)
        writer.write(application.number)
        writer.write(application.name)
        writer.write(application.owner)
        writer.write(application.isEnabled)
        writer.write(application.generation)
        writer.write(application.createdAt)
        writer.write(application.updatedAt)
        for secret in application.secrets {
            writer.write(secret.id)
            writer.write(secret.digest)
            writer.write(secret.createdAt)
            writer.write(secret.endsAt != nil)
            if let end = secret.endsAt { writer.write(end) }
        }
        bytes = writer.packed
    }

    /// What finds the application with this client id, and stands for nothing else.
    init(probing id: String) {
        scopes = []
        var writer = PackedWriter()
        writer.write(id)
        bytes = writer.packed
    }

    /// The application; not of what was made to find one.
    var application: Application {
        var reader = PackedReader(bytes.span)
        // The secrets are written last, because their number is not.
        let (id, number, name, owner) = (reader.text(), reader.integer(), reader.text(), reader.text())
        let (isEnabled, generation) = (reader.flag(), reader.integer())
        let (createdAt, updatedAt) = (reader.integer(), reader.integer())
        return Application(
            id: id, number: number, name: name, owner: owner, scopes: scopes, secrets: Self.secrets(&reader),
            isEnabled: isEnabled, generation: generation, createdAt: createdAt, updatedAt: updatedAt)
    }

    private static func secrets(_ reader: inout PackedReader) -> [StoredSecret] {
        var secrets: [StoredSecret] = []
        while !reader.isAtEnd {
            secrets.append(
                StoredSecret(
                    id: reader.text(), digest: reader.bytes(), createdAt: reader.integer(),
                    endsAt: reader.flag() ? reader.integer() : nil))
        }
        return secrets
    }
}

extension PackedApplication: Hashable {
    static func == (one: PackedApplication, other: PackedApplication) -> Bool {
        unsafe one.withID { id in
            unsafe other.withID { unsafe id.count == $0.count && id.elementsEqual($0) }
        }
    }

    func hash(into hasher: inout Hasher) {
        unsafe withID { unsafe hasher.combine(bytes: $0) }
    }

    /// Hands over the client id's bytes; they are valid until `body` returns.
    private func withID<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var reader = PackedReader(bytes.span)
        let range = reader.range()
        return unsafe bytes.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
