import GRDBSQLite

/// The library as a whole.
package enum SQLiteLibrary {
    /// The version in use, such as `3.40.1`; the one built against may have been another.
    package static var version: String {
        guard let text = unsafe sqlite3_libversion() else { return "unknown" }
        return unsafe String(cString: text)
    }
}
