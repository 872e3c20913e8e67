/// Why a call was refused, for both who read about it: the caller and the operator.
///
/// Only ``detail`` may name what the caller did not already know. Neither repeats text from an unverified token.
package struct Refusal: Hashable, Sendable {
    /// The stable reason.
    package let reason: Reason
    /// The scopes that would have been enough, separated by spaces, as the `scope` attribute of RFC 6750 §3 lists
    /// them; `nil` where scopes were not the question. Where one of several is enough, all of those stand here.
    package let requiredScopes: String?
    /// The value of the `Allow` field where the method was the question.
    package let allow: String?
    /// What happened and what to do, for the caller: a whole sentence or more, printable ASCII without `"` and `\`
    /// beyond those a path message holds.
    package let message: String
    /// The same for the operator, with names.
    package let detail: String

    package init(
        _ reason: Reason, message: String, detail: String, requiredScopes: String? = nil, allow: String? = nil
    ) {
        self.reason = reason
        self.message = message
        self.detail = detail
        self.requiredScopes = requiredScopes
        self.allow = allow
    }
}
