import Foundation

/// A request by a client that is not ours.
enum Curl {
    struct Answer: Hashable, Sendable {
        /// 0 where there was no answer.
        var status: Int
        var type = ""
    }

    /// Sends one request; POST where there is content.
    static func run(_ url: String, _ fields: String..., content: String? = nil) async throws -> Answer {
        var arguments = [
            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{content_type}", "--max-time", "60", url,
        ]
        arguments += ["-H", "Content-Type: application/json", "-H", "Expect:"]
        for field in fields { arguments += ["-H", field] }
        if content != nil { arguments += ["--data-binary", "@-"] }
        return try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process blocks its thread, and this must not be one of Swift's own.
            Thread.detachNewThread { [arguments] in
                continuation.resume(with: Result { try execute(arguments, content) })
            }
        }
    }

    private static func execute(_ arguments: [String], _ content: String?) throws -> Answer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try? input.fileHandleForWriting.write(contentsOf: Data((content ?? "").utf8))
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let parts = text.split(separator: " ", maxSplits: 1)
        return Answer(status: parts.first.flatMap { Int($0) } ?? 0, type: parts.count > 1 ? String(parts[1]) : "")
    }
}
