import Testing

/// The line that a report of a fault begins with.
struct VersionTests {
    @Test func `the version names the program, the commit, the build and the libraries in use`() async throws {
        let result = try await CommandLineRun().run("--version")
        #expect(result.status == 0)
        let form =
            #/tollgate \d+\.\d+\.\d+ \(([0-9a-f]{7,40}(-modified)?|unknown commit), (debug|release), /#
        let libraries = #/libcurl \d+\.\d+\.\d+\S*, OpenSSL \d+\.\d+\.\d+\S*, SQLite \d+\.\d+\.\d+\)\n/#
        #expect(result.output.prefixMatch(of: form) != nil, "\(result.output)")
        #expect(result.output.firstMatch(of: libraries) != nil, "\(result.output)")
    }
}
