internal import JSONWebToken
internal import Signing

/// A token that RS256 signed, and the public half of its key; the private one was thrown away.
///
/// Always the same, so that verifying it always takes the same instructions.
enum KnownToken {
    static let issuer = "http://127.0.0.1:8080"
    static let clientID = "app_5kQ0Zr7XcV1nB3mL"
    static let scopes = ["transactions:create", "transactions:read", "transactions:refund"]
    /// Within its lifetime, which ends in the year 2100.
    static let now: Int64 = 1_767_225_660

    static let compact =
        "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJSUzI1NiIsImtpZCI6IkF0Tnlid0ZPUWdWTENoWmFLcHNCNXlXWExDNlNLN2tTM2ta"
        + "TXRUWnF0SWsifQ"
        + "."
        + "eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjgwODAiLCJzdWIiOiJhcHBfNWtRMFpyN1hjVjFuQjNtTCIsImNsaWVudF9pZCI6"
        + "ImFwcF81a1EwWnI3WGNWMW5CM21MIiwiYXVkIjpbInRyYW5zYWN0aW9ucyJdLCJzY29wZSI6InRyYW5zYWN0aW9uczpjcmVh"
        + "dGUgdHJhbnNhY3Rpb25zOnJlYWQgdHJhbnNhY3Rpb25zOnJlZnVuZCIsImlhdCI6MTc2NzIyNTYwMCwiZXhwIjo0MTAyNDQ0"
        + "ODAwLCJnZW4iOjEsImp0aSI6IlZ4MWM4Yll3MFE1dFI3dUk5b1AzYVMifQ"
        + "."
        + "kifNpMyXXW0QlC-jXjK9V5EdozAm7zGG5GeObj2QwD153i4qSNA-qb3jvdv1OuIZpC8bFJAY-yY0O2MJFWaPup_yQ2-CcWIw"
        + "I-jOxqMLHPAp_I0ej36b0q2aKVGFCUOs3XCz-DKOi7Kj8yMfHMuFdMQrdjMDg7AtmTR-HtgO8uMYczMYQoGdRsY0SBsP6Ih4"
        + "ojOFK5T_avCH6oheEoWXDmIf81aT-cR0GdnAJi2umgqbOo0Vbdaf5pyLRuI0M0bh8eRWa-0NhAGzLEaN-NUGRHf-n6K1li3j"
        + "aGeMU-ngCE5Xnx29qFOkhvCTJRGPwUqxnHS5dIkFH_f9yJHprE0Ihw"

    /// What a gateway verifies it with.
    static func verifier() throws -> TokenVerifier {
        let document = Array(
            "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"kid\":\"\(keyID)\",\"e\":\"AQAB\",\"n\":\"\(modulus)\"}]}"
                .utf8)
        return TokenVerifier(issuer: issuer, keys: try KeySet(document: document.span))
    }

    /// Its claims.
    static func verified() throws -> VerifiedToken {
        try verifier().verify(Array(compact.utf8).span, at: now).get()
    }

    private static let keyID = "AtNybwFOQgVLChZaKpsB5yWXLC6SK7kS3kZMtTZqtIk"
    private static let modulus =
        "uHOfRGjl2o49qFWJ3E0H0ZOdXoOOv4b-p-gjRnZyJkYNJbHQT6Xsp3fdRuErhs_nKTLSfNaZeClq15oyUzplRw4PJXJWjhFI"
        + "1E74dzflyzMOQgzCQQHaE3eDBamTpWP5Qg4oZDpesoBVauRCx2NP2wxx-KzeVi11QiEnZVUJ6xgBKVajmpvaQ4dpUo1fBoef"
        + "c9SKw83GliLqCH7tCWRuXionpQvZjEtihzzlGy-dtS9hbJ7fgfZyPnvrmfQrwoGogCHBEjJqYSEzkF4xg1uqmqD6La5ZXJ7n"
        + "ua1oOAhuWm0Va24cGKDMXDnB1sC6ElsbCZIGUtUpW9av3teXkORjoQ"
}
