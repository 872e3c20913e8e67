/// The byte values that HTTP's grammar names.
public enum ASCII {
    /// HTAB
    public static let tab: UInt8 = 0x09
    /// LF
    public static let lineFeed: UInt8 = 0x0A
    /// CR
    public static let carriageReturn: UInt8 = 0x0D
    /// SP
    public static let space: UInt8 = 0x20
    /// `,`
    public static let comma: UInt8 = 0x2C
    /// `/`
    public static let slash: UInt8 = 0x2F
    /// `:`
    public static let colon: UInt8 = 0x3A
    /// `;`
    public static let semicolon: UInt8 = 0x3B
    /// `?`
    public static let questionMark: UInt8 = 0x3F

    /// A byte with `A–Z` made lower-case.
    @inlinable
    public static func lowercase(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
