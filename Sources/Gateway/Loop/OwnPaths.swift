internal import HTTPCodec

/// The paths that the gateway answers itself: `/oauth/token`, and everything under `/.well-known/`.
enum OwnPaths {
    /// Whether a path is one of them.
    static func contains(_ path: Span<UInt8>) -> Bool {
        guard path.count >= 12 else { return false }
        if path.equals("/oauth/token") { return true }
        return path.count > 13 && path.extracting(first: 13).equals("/.well-known/")
    }
}
