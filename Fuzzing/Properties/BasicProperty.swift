import HTTPServer
import Signing

@testable import TokenEndpoint

/// Basic credentials are read as their rules say, whether the input is the field's value or the pair that it encodes; and
/// base64 is read in one way only: what is accepted is the text that its bytes are written as.
enum BasicProperty {
    static func broken(_ input: [UInt8]) -> String? {
        if let broken = brokenBase64(input) { return broken }
        let encoded = [UInt8]("Basic ") + Array(Base64.encode(input).utf8)
        let isField = input.contains(0x20)
        return brokenField(encoded) ?? brokenField(isField ? input : [UInt8]("bAsIc ") + input)
    }

    private static func brokenBase64(_ input: [UInt8]) -> String? {
        let (standard, url) = (Base64.decode(input.span), Base64URL.decode(input.span))
        guard standard == Base64Rules.decode(input, isURL: false) else { return "base64 is read otherwise" }
        guard url == Base64Rules.decode(input, isURL: true) else { return "base64url is read otherwise" }
        if let standard, Array(Base64.encode(standard).utf8) != input { return "two texts for the same bytes" }
        if let url, Array(Base64URL.encode(url).utf8) != input { return "two texts for the same bytes" }
        guard Base64.decode(Base64.encode(input)) == input, Base64URL.decode(Base64URL.encode(input)) == input else {
            return "what was written is read otherwise"
        }
        return nil
    }

    /// Looked at where the value is UTF-8: a request is put together out of texts here.
    private static func brokenField(_ value: [UInt8]) -> String? {
        guard let text = value.text, let body = try? FormParameters(Span()) else { return nil }
        let request = WholeRequest(
            method: "POST", path: "/oauth/token", fields: [(name: "authorization", value: text)])
        let reading: BasicRules.Reading
        do throws(TokenRefusal) {
            let credentials = try ClientCredentials(request, body: body)
            reading =
                credentials.map { BasicRules.Reading.credentials(id: Array($0.id.utf8), secret: Array($0.secret.utf8)) }
                ?? .otherScheme
        } catch {
            reading = .refused
        }
        return reading == BasicRules.read(value) ? nil : "credentials are read otherwise"
    }
}
