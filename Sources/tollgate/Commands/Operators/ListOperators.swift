import Accounts
import ArgumentParser
import HTTPServer
import Registry

/// `tollgate operators list`
struct ListOperators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every account by name, merchants' people among them."
    )

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    /// How many are held at once.
    private static let pageSize = 500

    func run() async throws {
        let store = try store.open().store
        var accounts: [Account] = []
        var page = try await store.accounts(matching: AccountQuery(limit: Self.pageSize))
        while !page.items.isEmpty {
            accounts += page.items
            page = try await store.accounts(matching: AccountQuery(offset: accounts.count, limit: Self.pageSize))
        }
        if output.json { return try Output.json(accounts.map(AccountDocument.init)) }
        guard !accounts.isEmpty else {
            return Output.line("Nobody may sign in yet; `tollgate operators add NAME` makes the first operator.")
        }
        var table = TextTable(headings: ["NAME", "ROLE", "STATE", "TOTP", "LAST SIGN-IN", "ACCOUNT ID"])
        for account in accounts {
            table.append([
                Plain.text(account.name), account.role.kind.rawValue, state(account), account.hasTOTP ? "yes" : "no",
                account.lastSignInAt.map(UTCTime.text) ?? "never", account.id,
            ])
        }
        table.lines.forEach { Output.line($0) }
    }

    private func state(_ account: Account) -> String {
        guard account.isEnabled else { return "disabled" }
        return account.hasPassword ? "enabled" : "invited"
    }
}
