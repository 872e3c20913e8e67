import Testing

@testable import Signing

/// Files as operators name them: each fault beside the file that has none.
@Suite struct CertificateFileTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: [CertificateSamples.leaf, CertificateSamples.leaf + CertificateSamples.authority])
    func `one certificate passes, and so does one with those that lead to its authority`(pem: String) throws {
        try CertificateFile.check(Self.bytes(pem))
    }

    @Test func `words before, between and after certificates are passed over`() throws {
        let pem = "leaf\n" + CertificateSamples.leaf + "\n# its authority\n" + CertificateSamples.authority + "\nend\n"
        try CertificateFile.check(Self.bytes(pem))
        try CertificateFile.check(key: Self.bytes("mine\n" + CertificateSamples.key), of: Self.bytes(pem))
    }

    @Test(arguments: ["", "\n", "hello", CertificateSamples.key, "\u{0}\u{0}"])
    func `a file without a certificate is refused as such`(text: String) {
        #expect(throws: CertificateFault.noCertificate) { try CertificateFile.check(Self.bytes(text)) }
        #expect(throws: CertificateFault.noCertificate) {
            try CertificateFile.check(key: Self.bytes(CertificateSamples.key), of: Self.bytes(text))
        }
    }

    @Test func `a certificate in DER is none in PEM`() {
        #expect(throws: CertificateFault.noCertificate) { try CertificateFile.check(CertificateSamples.der) }
    }

    @Test func `a damaged certificate is told, also behind a good one`() throws {
        let damaged = CertificateSamples.leaf.replacing("MII", with: "MXX", maxReplacements: 1)
        let cut = String(CertificateSamples.leaf.prefix(200))
        for pem in [damaged, cut, CertificateSamples.authority + damaged, CertificateSamples.authority + cut] {
            do {
                try CertificateFile.check(Self.bytes(pem))
                Issue.record("it passed: \(pem)")
            } catch {
                guard case .damaged(let words) = error else {
                    Issue.record("told as \(error)")
                    continue
                }
                #expect(!words.isEmpty)
            }
        }
    }

    @Test func `a key belongs to its own certificate, which stands first`() throws {
        let key = Self.bytes(CertificateSamples.key)
        let (leaf, authority) = (CertificateSamples.leaf, CertificateSamples.authority)
        try CertificateFile.check(key: key, of: Self.bytes(leaf))
        try CertificateFile.check(key: key, of: Self.bytes(leaf + authority))
        for other in [authority, authority + leaf] {
            #expect(throws: CertificateFault.otherKey) { try CertificateFile.check(key: key, of: Self.bytes(other)) }
        }
    }

    @Test(arguments: ["", "hello", CertificateSamples.leaf, CertificateSamples.encryptedKey])
    func `no key, or one behind a passphrase, is refused and nobody is asked for it`(text: String) {
        #expect(throws: CertificateFault.noKey) {
            try CertificateFile.check(key: Self.bytes(text), of: Self.bytes(CertificateSamples.leaf))
        }
    }

    @Test func `a key that is cut short is none`() {
        #expect(throws: CertificateFault.noKey) {
            try CertificateFile.check(
                key: Self.bytes(String(CertificateSamples.key.prefix(90))), of: Self.bytes(CertificateSamples.leaf))
        }
    }
}
