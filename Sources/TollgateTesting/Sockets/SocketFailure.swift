/// Why a raw socket did not do what a test asked of it.
package enum SocketFailure: Error, Hashable, Sendable {
    /// A system call failed.
    case system(call: String, code: CInt)
    /// What was waited for did not come in time.
    case deadline(String)
    /// The other side ended or reset the connection where more had to come; what had come until then.
    case ended(String, received: String)
    /// What came is not a message.
    case malformed(String, received: String)
}
