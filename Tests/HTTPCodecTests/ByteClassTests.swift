import HTTPCodec
import Testing

/// Each class against the characters that the grammar lists.
@Suite struct ByteClassTests {
    static let alpha = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    static let digits = Set("0123456789".utf8)
    /// RFC 9110 §5.6.2.
    static let token = alpha.union(digits).union("!#$%&'*+-.^_`|~".utf8)
    /// RFC 9110 §5.5: VCHAR, obs-text, SP and HTAB.
    static let fieldValue = Set<UInt8>(0x21...0x7E).union(0x80...0xFF).union([0x20, 0x09])
    /// RFC 3986 §2.2, §2.3, §3.2.2: unreserved, sub-delims, the sign of pct-encoded, and `:`, `[`, `]`.
    static let host = alpha.union(digits).union("-._~".utf8).union("!$&'()*+,;=".utf8).union("%:[]".utf8)
    static let target = Set<UInt8>(0x21...0x7E).subtracting("#".utf8)

    @Test(arguments: UInt8.min...UInt8.max)
    func `a byte is in the classes that the grammar puts it in`(byte: UInt8) {
        #expect(ByteClass.isToken(byte) == Self.token.contains(byte))
        #expect(ByteClass.isFieldValue(byte) == Self.fieldValue.contains(byte))
        #expect(ByteClass.isHost(byte) == Self.host.contains(byte))
        #expect(ByteClass.isTarget(byte) == Self.target.contains(byte))
        let isUpper = (0x41...0x5A).contains(byte)
        #expect(ASCII.lowercase(byte) == (isUpper ? byte + 32 : byte))
    }

    @Test func `the classes have as many members as the grammar`() {
        #expect(Self.token.count == 77)
        #expect((UInt8.min...UInt8.max).count(where: ByteClass.isToken) == 77)
        #expect((UInt8.min...UInt8.max).count(where: ByteClass.isTarget) == 93)
        #expect((UInt8.min...UInt8.max).count(where: ByteClass.isFieldValue) == 224)
    }
}
