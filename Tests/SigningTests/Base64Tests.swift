import Testing

@testable import Signing

@Suite struct Base64Tests {
    /// RFC 4648 §10, and a case for each character that differs between the alphabets.
    @Test(
        arguments: [
            ([], "", ""), (Array("f".utf8), "Zg", "Zg=="), (Array("fo".utf8), "Zm8", "Zm8="),
            (Array("foo".utf8), "Zm9v", "Zm9v"), (Array("foob".utf8), "Zm9vYg", "Zm9vYg=="),
            (Array("fooba".utf8), "Zm9vYmE", "Zm9vYmE="), (Array("foobar".utf8), "Zm9vYmFy", "Zm9vYmFy"),
            ([0xFB, 0xEF, 0xBE], "----", "++++"), ([0xFF, 0xFF, 0xFF], "____", "////"),
        ] as [([UInt8], String, String)])
    func `bytes and text stand for each other`(bytes: [UInt8], url: String, standard: String) {
        #expect(Base64URL.encode(bytes) == url)
        #expect(Base64URL.decode(url) == bytes)
        #expect(Base64.encode(bytes) == standard)
        #expect(Base64.decode(standard) == bytes)
    }

    /// A text that is refused, and the one that was meant.
    @Test(arguments: [
        ("Zg==", "Zg"), ("Zm8=", "Zm8"), ("++++", "----"), ("////", "____"), ("Zh", "Zg"), ("Zm9", "Zm8"),
        ("A", "AA"), ("AAAAA", "AAAA"), ("Zm9v\n", "Zm9v"), ("Zm 9v", "Zm9v"), ("Zm9v\u{E9}", "Zm9v"), ("Zm.9", "Zm99"),
    ])
    func `URL-safe text is read strictly`(text: String, repaired: String) {
        #expect(Base64URL.decode(text) == nil)
        #expect(Base64URL.decode(repaired) != nil)
    }

    @Test(arguments: [
        ("Zg", "Zg=="), ("Zg=", "Zg=="), ("Zg===", "Zg=="), ("Zh==", "Zg=="), ("Zm9=", "Zm8="), ("----", "++++"),
        ("____", "////"), ("Zm9v====", "Zm9v"), ("Z=g=", "Zg=="), ("====", ""), ("Zm9v ", "Zm9v"),
    ])
    func `padded text is read strictly`(text: String, repaired: String) {
        #expect(Base64.decode(text) == nil)
        #expect(Base64.decode(repaired) != nil)
    }

    @Test func `every length survives`() {
        for count in 0..<70 {
            let bytes = SecureRandom.bytes(count)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
