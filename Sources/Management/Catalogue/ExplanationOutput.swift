/// An explanation as the API shows it: as `tollgate explain --json` does, and its steps one by one.
enum ExplanationOutput {
    private static let texts = Schema.list(.string)

    /// What it looks like.
    static let schema = Schema.object([
        .required(
            "request",
            .object([
                .required("method", .string), .required("host", .string), .required("path", .string),
                .optional("query", .string),
            ])), .required("decision", .choice(["allowed", "refused", "answered"])),
        .optional("reason", .choice(ExplainedStep.reasons)), .optional("status", .integer(100...599)),
        .optional("message", .string),
        .optional("detail", .string), .optional("requiredScopes", texts), .optional("allow", .string),
        .optional("isPathAccepted", .boolean), .required("hosts", texts), .optional("route", .named("Route")),
        .required("alternatives", .list(.named("Route"))), .required("resembling", .list(.named("Route"))),
        .required("source", .choice(["none", "application", "scopes", "token"])),
        .required("credentials", .choice(["none", "malformed", "invalid", "verified"])),
        .optional(
            "token",
            .object([
                .required("id", .string), .required("clientId", .string), .required("keyId", .string),
                .required("issuedAt", .time), .required("expiresAt", .time), .required("generation", .count),
            ])),
        .optional(
            "application",
            .object([
                .required("id", .string), .required("name", .string), .required("enabled", .boolean),
                .required("generation", .count),
            ])),
        .optional(
            "scopes",
            .object([
                .required("token", texts), .required("audiences", texts), .required("application", texts),
                .required("counting", texts),
            ])), .optional("isRequirementMet", .boolean),
        .optional(
            "forwarded",
            .object([
                .required("upstream", .string), .required("endpoints", texts), .required("path", .string),
                .optional("host", .string),
            ])),
        .required("steps", .list(ExplainedStep.schema)),
    ])
}
