extension Account {
    /// How the audit names whoever acts with this account in the console.
    package var who: String { "account:" + name }

    /// How the audit names a script that acts with an API token of this account.
    package func who(by token: APIToken) -> String { who + "/token:" + token.name }
}
