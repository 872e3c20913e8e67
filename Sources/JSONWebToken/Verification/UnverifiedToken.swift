import Signing

/// A token in compact form, taken apart. Nothing in it may be believed.
struct UnverifiedToken {
    /// The header, an object.
    let header: JSONValue
    /// Where the text that was signed ends, and with it the claims (RFC 7515 §5.1).
    let signedLength: Int
    /// Where the claims begin.
    let claimsStart: Int
    let signature: [UInt8]

    /// How many lists and objects may be open at once, in header and claims.
    static let depth = 16

    /// Takes a token apart: exactly three segments of strict base64url, of which the first is a JSON object.
    ///
    /// - Returns: `nil` for anything else: other counts of segments (RFC 7515 §7.1, RFC 7516 §7.1), JSON
    ///   serialisation, and what is longer than `maximumSize` bytes, of which nothing is read.
    init?(_ compact: Span<UInt8>, maximumSize: Int) {
        guard compact.count <= maximumSize, let dots = Self.dots(compact) else { return nil }
        guard let header = Self.object(compact.extracting(0..<dots.first)) else { return nil }
        guard let signature = Base64URL.decode(compact.extracting((dots.second + 1)..<compact.count)) else {
            return nil
        }
        self.header = header
        self.signature = signature
        signedLength = dots.second
        claimsStart = dots.first + 1
    }

    /// The claims; `nil` where they are not a JSON object. Called once the signature is known to be good.
    func claims(_ compact: Span<UInt8>) -> JSONValue? {
        Self.object(compact.extracting(claimsStart..<signedLength))
    }

    /// The places of the two dots; `nil` where there are more or fewer.
    private static func dots(_ compact: Span<UInt8>) -> (first: Int, second: Int)? {
        var dots: [Int] = []
        for index in compact.indices where compact[index] == UInt8(ascii: ".") {
            if dots.count == 2 { return nil }
            dots.append(index)
        }
        return dots.count == 2 ? (dots[0], dots[1]) : nil
    }

    private static func object(_ segment: Span<UInt8>) -> JSONValue? {
        guard let bytes = Base64URL.decode(segment), let node = try? JSONReader.parse(bytes.span, depth: depth),
            case .object = node.value
        else { return nil }
        return node.value
    }
}
