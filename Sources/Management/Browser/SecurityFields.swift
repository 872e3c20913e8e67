package import HTTPServer

/// What every answer tells a browser to keep from doing.
package enum SecurityFields {
    /// The fields, but for how long an answer may be kept.
    package static let all: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
            form-action 'none'; base-uri 'none'; frame-ancestors 'none'
            """
        ),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}

extension WholeResponse {
    /// The answer with the security fields, not to be kept unless it says itself for how long. What it says itself stands.
    package var guarded: WholeResponse {
        var response = self
        for field in SecurityFields.all + [("Cache-Control", "no-store")]
        where !fields.contains(where: { $0.name == field.name }) {
            response.fields.append(field)
        }
        return response
    }
}
