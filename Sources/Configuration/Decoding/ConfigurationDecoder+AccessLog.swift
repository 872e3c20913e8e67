internal import JSONWebToken

extension ConfigurationDecoder {
    /// `accessLog`: `stdout`, `off`, a path, or an object that says more than where.
    func accessLog(_ value: ConfigurationValue?) -> AccessLog {
        guard let value else { return AccessLog() }
        switch value.node.value {
        case .string(_):
            guard let text = value.string("stdout") else { return AccessLog() }
            return AccessLog(destination: destination(text, value))
        case .object(_):
            guard let object = value.object("\"path\"", keys: ["path", "queries"]) else { return AccessLog() }
            return accessLog(object)
        default:
            return value.mismatch(
                "a string or an object",
                "write \"stdout\", \"off\", a path or { \"path\": \"stdout\", \"queries\": true }")
                ?? AccessLog()
        }
    }

    private func accessLog(_ object: ConfigurationObject) -> AccessLog {
        var log = AccessLog()
        log.includesQueries = object.optional("queries")?.boolean() ?? false
        guard let path = object.required("path", remedy: "add \"path\": \"stdout\", or the path of a file"),
            let text = path.string("stdout")
        else { return log }
        log.destination = destination(text, path)
        if log.destination == .off {
            path.report(
                "a log that is off needs no object",
                remedy: "write \"accessLog\": \"off\", or \"./off\" for a file of that name")
        }
        return log
    }

    private func destination(_ text: String, _ value: ConfigurationValue) -> AccessLog.Destination {
        switch text {
        case "stdout": return .standardOutput
        case "off": return .off
        default: break
        }
        if !text.utf8.contains(UInt8(ascii: "/")), let near = NearMiss.find(text, among: ["stdout", "off"]) {
            value.report(
                "\(Quoted.text(text)) is neither \"stdout\" nor \"off\" nor clearly a path",
                remedy: "did you mean \"\(near)\"? write \"./\(text)\" for a file of that name")
        }
        return .file(resolve(text))
    }
}
