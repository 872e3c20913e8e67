internal import Upstream

/// A call from its first byte to its log line, through a gateway with sockets, beside 63 others.
///
/// Each time a gateway is set up and taken down as well; twice as many calls less as many are calls alone.
struct WholeCall: Operation {
    private let text: String

    init(_ text: String) throws {
        self.text = text
        try CurlLibrary.prepare()
    }

    mutating func run(_ count: Int) -> Int { (try? Traffic(text, count: count).run()) ?? 0 }
}
