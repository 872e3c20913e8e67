import CBuild
import SQLiteStore
import Signing
import Upstream

/// What this program is, for `tollgate --version`: a report of a fault begins with this line.
enum Version {
    /// The version, after semver.org. scripts/package reads it from here.
    static let number = "0.3.0"

    /// Version, commit, kind of build, and the libraries that are loaded: those of the machine, not those built against.
    static var line: String {
        """
        tollgate \(number) (\(commit), \(build), libcurl \(CurlLibrary.version), \
        OpenSSL \(OpenSSLLibrary.version), SQLite \(SQLiteLibrary.version))
        """
    }

    private static var commit: String {
        let text = unsafe String(cString: cbuild_commit())
        return text.isEmpty ? "unknown commit" : text
    }

    private static var build: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }
}
