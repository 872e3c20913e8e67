import Foundation
import HTTPServer

extension WholeResponse {
    /// A JSON object with a `caller` member, which nobody may keep: it is about one caller.
    static func json(
        status: Int, _ body: some Encodable, caller: Caller?, type: String = "application/json"
    ) -> WholeResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, integers and lists of them always encode.
        let content = (try? encoder.encode(Called(body: body, caller: caller))) ?? Data("{}".utf8)
        return WholeResponse(
            status: status, fields: [("Content-Type", type), ("Cache-Control", "no-store")],
            content: Array(content) + [UInt8(ascii: "\n")])
    }
}
