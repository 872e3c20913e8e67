/// One field that a change gave another value.
package struct AuditChange: Hashable, Sendable {
    /// The field's name, as the management API has it.
    package let field: String
    /// What it held before, as text; `nil` where it held nothing. Of scopes, permissions and the like all of them, in
    /// ascending order, with a space between each two.
    package let before: String?
    /// What it holds since.
    package let after: String?

    package init(field: String, before: String?, after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }
}
