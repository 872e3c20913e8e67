/// A place in a JSON text that is known to be UTF-8, and how to read on from it.
struct JSONScanner: ~Escapable {
    let bytes: Span<UInt8>
    /// The offset of the next byte to read.
    var position = 0
    /// How many more lists and objects may be opened.
    private var room: Int
    private let depth: Int

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, depth: Int) {
        self.bytes = bytes
        self.depth = depth
        room = depth
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The next byte; `nil` at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    var isAtComment: Bool { next == UInt8(ascii: "/") || next == UInt8(ascii: "#") }

    /// A fault at the next byte.
    func fault(_ fault: JSONFault) -> JSONError {
        JSONError(offset: position, fault: fault)
    }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Reads over the byte if it is the next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// Reads the value that begins at the next byte.
    mutating func value() throws(JSONError) -> JSONNode {
        let offset = position
        guard let byte = next else { throw fault(.missingValue) }
        let value: JSONValue
        switch byte {
        case UInt8(ascii: "\""): value = .string(try string())
        case UInt8(ascii: "{"): value = .object(try object())
        case UInt8(ascii: "["): value = .array(try array())
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            value = .number(try number())
        default: value = try literal()
        }
        return JSONNode(offset: offset, value: value)
    }

    private mutating func array() throws(JSONError) -> [JSONNode] {
        try open()
        var elements: [JSONNode] = []
        while try isBeforeEntry(first: elements.isEmpty, end: UInt8(ascii: "]")) {
            elements.append(try value())
        }
        room += 1
        return elements
    }

    private mutating func object() throws(JSONError) -> [JSONMember] {
        try open()
        var members: [JSONMember] = []
        var names: Set<[UInt8]> = []
        while try isBeforeEntry(first: members.isEmpty, end: UInt8(ascii: "}")) {
            let member = try member()
            guard names.insert(Array(member.name.utf8)).inserted else {
                throw JSONError(offset: member.nameOffset, fault: .duplicateName(member.name))
            }
            members.append(member)
        }
        room += 1
        return members
    }

    private mutating func member() throws(JSONError) -> JSONMember {
        let offset = position
        guard next == UInt8(ascii: "\"") else {
            throw fault(next == UInt8(ascii: "'") ? .singleQuote : isAtComment ? .comment : .missingName)
        }
        let name = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw fault(isAtEnd ? .unexpectedEnd : .missingColon) }
        skipSpace()
        return JSONMember(name: name, nameOffset: offset, node: try value())
    }

    /// Reads over the bracket that opens a list or an object.
    private mutating func open() throws(JSONError) {
        guard room > 0 else { throw fault(.tooDeep(limit: depth)) }
        room -= 1
        position += 1
    }

    /// Moves to the next entry of a list or an object and returns true, or past its end and returns false.
    private mutating func isBeforeEntry(first: Bool, end: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        if take(end) { return false }
        if first { return try isEntryNext() }
        let comma = position
        guard take(UInt8(ascii: ",")) else {
            throw fault(isAtEnd ? .unexpectedEnd : isAtComment ? .comment : .missingComma)
        }
        skipSpace()
        if next == end { throw JSONError(offset: comma, fault: .trailingComma) }
        return try isEntryNext()
    }

    private func isEntryNext() throws(JSONError) -> Bool {
        if isAtEnd { throw fault(.unexpectedEnd) }
        if isAtComment { throw fault(.comment) }
        return true
    }
}
