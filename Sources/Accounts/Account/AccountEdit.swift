/// What to change of an account; whatever is left out stays as it is.
package struct AccountEdit: Hashable, Sendable {
    /// The new role.
    package var role: AccountRole?
    /// Whether it may sign in. Disabling ends its sessions.
    package var isEnabled: Bool?
    /// The new language, where the outer value is there; the inner `nil` stands for the browser's.
    package var language: Language??

    package init(role: AccountRole? = nil, isEnabled: Bool? = nil, language: Language?? = nil) {
        self.role = role
        self.isEnabled = isEnabled
        self.language = language
    }
}
