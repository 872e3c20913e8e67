/// A route as the API shows it: as `tollgate routes --json` does, and how many applications reach it.
enum RouteOutput {
    /// What it looks like.
    static let schema = Schema.object([
        .required("route", .string, "Its name in the access log."),
        .required("index", .count, "Its place among `routes` of the configuration."),
        .optional("host", .string, "Left out where it serves every host."),
        .required("methods", .list(.string)), .required("path", .string), .required("public", .boolean),
        .optional(
            "scope", .object([.optional("all", .list(.string)), .optional("any", .list(.string))]),
            "What it asks of a token."),
        .required("upstream", .string),
        .optional("forward", .string, "Left out where the upstream gets the request's own path."),
        .required("encodedSlashes", .boolean), .required("caseSensitive", .boolean),
        .required("preserveHost", .boolean), .required("forwardAuthorization", .boolean),
        .required("forwardOverrides", .boolean), .required("bodyLimit", .count, "In bytes."),
        .optional("applications", .count, "How many reach it; of every enabled one where it is public."),
    ])
}
