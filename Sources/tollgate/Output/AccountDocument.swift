import Accounts
import HTTPServer

/// An account as `--json` shows it; nothing in it is secret.
struct AccountDocument: Encodable {
    let id: String
    let name: String
    let role: String
    let merchantId: String?
    let enabled: Bool
    let hasPassword: Bool
    let totp: Bool
    let createdAt: String
    let lastSignInAt: String?

    init(_ account: Account) {
        id = account.id
        name = account.name
        role = account.role.kind.rawValue
        merchantId = account.role.merchantID
        enabled = account.isEnabled
        hasPassword = account.hasPassword
        totp = account.hasTOTP
        createdAt = UTCTime.text(account.createdAt)
        lastSignInAt = account.lastSignInAt.map(UTCTime.text)
    }
}
