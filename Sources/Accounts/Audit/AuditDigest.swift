internal import Signing

/// What chains the audit: each entry's digest covers the one before, so that none can be changed, taken out or moved
/// without every later digest being another.
///
/// The digest is SHA-256 over the previous digest (32 bytes) and eight texts, each as `LENGTH:BYTES,` with the length in
/// decimal and in bytes of UTF-8: sequence, time, who, kind, the subject's type, id and name, and the changes as the JSON
/// text that is stored. So it can be computed with any tool from an export.
package enum AuditDigest {
    /// What stands for the digest before the first entry.
    package static let beginning = [UInt8](repeating: 0, count: SHA256.length)

    /// The digest of an entry.
    ///
    /// - Parameters:
    ///   - previous: the digest of the entry before: 32 bytes.
    ///   - texts: the eight texts as bytes, in their order.
    package static func digest(previous: [UInt8], texts: [[UInt8]]) -> [UInt8] {
        var message = previous
        message.reserveCapacity(previous.count + texts.reduce(0) { $0 + $1.count + 8 })
        for text in texts {
            message += Array("\(text.count):".utf8)
            message += text
            message.append(UInt8(ascii: ","))
        }
        return SHA256.digest(of: message)
    }
}
