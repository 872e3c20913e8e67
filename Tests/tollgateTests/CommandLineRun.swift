import Foundation
import Testing

/// A folder with a configuration, in which the built command is run as a user would run it.
final class CommandLineRun: Sendable {
    /// What a run came to.
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// The output as a JSON object.
        func json() throws -> [String: Any] {
            try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        }
    }

    let path: String

    init() throws {
        path = "/tmp/tollgate-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.configuration.write(toFile: path + "/gateway.json", atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static let configuration = """
        {
          "listen": [{ "address": "127.0.0.1:8080" }],
          "issuer": { "url": "http://gateway.test/" },
          "audiences": { "transactions": { "operations": { "read": "See payments", "create": "Start a payment" } } },
          "upstreams": {},
          "routes": []
        }
        """

    /// Runs `tollgate` with some arguments and no input.
    func run(_ arguments: String..., prefix: [String] = []) async throws -> Result {
        try await run(arguments, prefix: prefix)
    }

    /// Runs `tollgate` with some arguments, after some words for `env`, and with what it reads from standard input.
    func run(_ arguments: [String], prefix: [String] = [], input: String = "") async throws -> Result {
        let command = prefix + [Self.executable] + arguments
        return try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process blocks its thread, and this must not be one of Swift's own.
            Thread.detachNewThread { [path] in
                continuation.resume(with: Swift.Result { try Self.execute(command, in: path, input) })
            }
        }
    }

    /// Registers an application with one scope, and returns its client id.
    func register(_ name: String = "Till", scope: String = "transactions:read") async throws -> String {
        let result = try await run(
            "applications", "register", "--name", name, "--owner", "Shop", "--scope", scope, "--json")
        let application = try #require(try result.json()["application"] as? [String: Any])
        return try #require(application["clientId"] as? String)
    }

    private static var executable: String {
        // The test bundle lies beside the executables of the package.
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/tollgate"
    }

    private static func execute(_ command: [String], in folder: String, _ input: String) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let (given, output, errors) = (Pipe(), Pipe(), Pipe())
        // Far less than a pipe holds: writing it does not wait for the command, which may not read it.
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        process.standardInput = given
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Both are far smaller than a pipe holds, so that reading one after the other cannot block the command.
        let outputData = output.fileHandleForReading.readDataToEndOfFile()
        let errorData = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
            errors: String(decoding: errorData, as: UTF8.self))
    }
}
