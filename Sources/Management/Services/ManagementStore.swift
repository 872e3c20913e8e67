package import Accounts
package import Registry

/// What the management API keeps things in: one store, so that a change and its entry in the audit are one.
package typealias ManagementStore = ApplicationStore & AccountStore & MerchantStore & SessionStore & AuditLog
