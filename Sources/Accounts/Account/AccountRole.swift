/// What kind of person an account is for.
package enum AccountRole: Hashable, Sendable {
    /// Sees and changes everything.
    case `operator`
    /// Sees everything, and changes nothing but its own account.
    case reader
    /// Sees and changes the applications of one merchant, by the merchant's id.
    case merchant(String)

    /// The kinds, by the names that are stored and shown.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case `operator`
        case reader
        case merchant
    }

    /// The kind.
    package var kind: Kind {
        switch self {
        case .operator: .operator
        case .reader: .reader
        case .merchant: .merchant
        }
    }

    /// The merchant that it belongs to; `nil` for operators and readers.
    package var merchantID: String? {
        if case .merchant(let id) = self { id } else { nil }
    }

    /// A role from its parts; `nil` where a merchant's has no merchant, or another has one.
    package init?(_ kind: Kind, merchantID: String?) {
        switch (kind, merchantID) {
        case (.operator, nil): self = .operator
        case (.reader, nil): self = .reader
        case (.merchant, let id?): self = .merchant(id)
        case (.operator, _?), (.reader, _?), (.merchant, nil): return nil
        }
    }

    /// What it may do.
    package var permissions: Set<Permission> {
        switch self {
        case .operator: Set(Permission.allCases)
        case .reader: Set(Permission.allCases.filter(\.isForReading))
        case .merchant: [.readApplications, .writeApplications]
        }
    }
}
