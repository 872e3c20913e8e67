extension Span<UInt8> {
    /// Whether the bytes are this name, which is given in lower case; letters of ASCII compare case-insensitively.
    func equalsIgnoringCase(_ name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { name in
            for index in indices {
                let byte = self[index]
                let lowered = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
                if unsafe lowered != name[index] { return false }
            }
            return true
        }
    }

    /// Whether the bytes are exactly these.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in
            for index in indices where unsafe self[index] != text[index] { return false }
            return true
        }
    }
}
