import Foundation

/// The result as a JSON list, written page by page: a list may be too long to be held.
struct JSONListOutput {
    private var isEmpty = true

    /// Writes more elements.
    mutating func append(_ page: [some Encodable]) throws {
        guard !page.isEmpty else { return }
        // What stands between the brackets, each of which has a line of its own.
        let elements = try Output.encoded(page).dropFirst("[\n".count).dropLast("\n]".count)
        Output.text((isEmpty ? "[\n" : ",\n") + elements)
        isEmpty = false
    }

    /// Writes the end of the list.
    func end() { Output.line(isEmpty ? "[\n\n]" : "\n]") }
}
