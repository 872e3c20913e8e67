internal import HTTPCodec
internal import JSONWebToken

/// For each route, the member of a log line that names it: in flat form, so that writing one counts no reference, which
/// all loops would count.
struct RouteMembers: Sendable {
    private let text: [UInt8]
    /// For each route, where its member ends.
    private let ends: [Int]

    /// - Parameter labels: the routes' names, in the order of the configuration.
    init(_ labels: [String]) {
        var text: [UInt8] = []
        var ends: [Int] = []
        for label in labels {
            text += ("\"route\":" + JSONText.literal(label) + ",").utf8
            ends.append(text.count)
        }
        self.text = text
        self.ends = ends
    }

    /// Appends the member of a route, which is named by its place in the configuration.
    func append(_ route: Int, to line: inout ByteBuffer) {
        line.append(text.span.extracting((route == 0 ? 0 : ends[route - 1])..<ends[route]))
    }
}
