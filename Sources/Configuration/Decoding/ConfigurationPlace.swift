import Registry

/// Where a value stands in the document. Most places are never told: putting each into words would take a good part of the
/// time in which 10,000 routes are read.
enum ConfigurationPlace {
    case document
    /// A member of the object at a path.
    case member(String, of: String)
    /// An element of the list at a path, from 0.
    case element(Int, of: String)

    /// In words, such as `routes[2].upstream`; empty for the document.
    var path: String {
        switch self {
        case .document: ""
        case .member(let name, let path): Self.path(path, name)
        case .element(let index, let path): "\(path)[\(index)]"
        }
    }

    private static func path(_ path: String, _ name: String) -> String {
        let isPlain =
            !name.utf8.isEmpty
            && name.utf8.allSatisfy { $0 == UInt8(ascii: "$") || (Scope.isNameByte($0) && $0 != UInt8(ascii: ".")) }
        if !isPlain { return path + "[" + Quoted.text(name) + "]" }
        return path.isEmpty ? name : path + "." + name
    }
}
