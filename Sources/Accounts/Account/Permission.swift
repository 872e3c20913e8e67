/// One thing that an account may do, or that an API token of it may. The raw value is what is stored and shown.
package enum Permission: String, Hashable, Sendable, CaseIterable, Comparable {
    case readApplications = "applications:read"
    case writeApplications = "applications:write"
    case readMerchants = "merchants:read"
    case writeMerchants = "merchants:write"
    case readAccounts = "accounts:read"
    case writeAccounts = "accounts:write"
    case readRoutes = "routes:read"
    case readAudit = "audit:read"
    case readOverview = "overview:read"

    /// Whether it changes nothing.
    package var isForReading: Bool { rawValue.hasSuffix(":read") }

    /// By their written form.
    package static func < (left: Permission, right: Permission) -> Bool { left.rawValue < right.rawValue }
}
