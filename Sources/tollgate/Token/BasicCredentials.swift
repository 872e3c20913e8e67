import Signing

/// `Authorization: Basic` as RFC 6749 §2.3.1 has it: id and secret form-encoded, then joined, then in base64.
enum BasicCredentials {
    /// The value of the field.
    static func field(id: String, secret: String) -> String {
        "Basic " + Base64.encode(Array((FormText.encode(id) + ":" + FormText.encode(secret)).utf8))
    }
}
