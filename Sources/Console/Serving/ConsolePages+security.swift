extension ConsolePages {
    /// What keeps the page to itself, whatever a name or a message holds.
    ///
    /// - `script-src`, `style-src`: files of this address only; nothing inline, nothing evaluated.
    /// - `require-trusted-types-for`, `trusted-types 'none'`: text cannot be made into markup or script at all, so a mistake in
    ///   a page is an error there and not a hole.
    /// - `connect-src`, `form-action`, `base-uri`: what is typed goes to the API of this address and nowhere else.
    /// - `frame-ancestors`, `X-Frame-Options`: no other page shows this one under its own buttons.
    package static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ].joined(separator: "; ")

    /// The fields that every answer has.
    package static let securityFields: [(name: String, value: String)] = [
        ("Content-Security-Policy", contentSecurityPolicy),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
}
