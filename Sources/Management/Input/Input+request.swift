internal import HTTPServer
internal import JSONWebToken

extension Input {
    /// Deep enough for everything that is read here.
    private static let depth = 8

    /// Reads the content of a request.
    ///
    /// - Throws: 415 where it is not said to be JSON, 400 where it is none. What is wrong within it comes later, from
    ///   ``finish()``.
    static func read(_ request: WholeRequest, by schema: Schema, mayBeEmpty: Bool) throws(Problem) -> Input {
        let types = request.values(of: "Content-Type")
        if types.isEmpty, request.content.isEmpty, mayBeEmpty {
            return Input(JSONNode(offset: 0, value: .object([])), by: schema)
        }
        guard types.count == 1, isJSON(types[0]) else {
            throw Problem(415, .contentType, "Send the content as JSON, with Content-Type: application/json.")
        }
        do throws(JSONError) {
            return Input(try JSONReader.parse(request.content.span, depth: depth), by: schema)
        } catch {
            throw Problem(
                400, .contentMalformed, "The content is not JSON, at byte \(error.offset): \(error.message).",
                ["byte": .integer(Int64(error.offset))])
        }
    }

    /// `application/json`, with `charset=utf-8` at most (RFC 8259 §11 knows no parameters; clients send this one).
    private static func isJSON(_ type: String) -> Bool {
        let parts = type.lowercased().split(separator: ";", omittingEmptySubsequences: false).map {
            $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        }
        return parts == ["application/json"] || parts == ["application/json", "charset=utf-8"]
    }
}
