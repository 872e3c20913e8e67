/// The rule for texts that people choose: an application's name, and its owner.
///
/// They are shown in terminals, pages and logs beside one another, so a text that moves the cursor, breaks the line, reverses
/// what follows it or holds what cannot be seen could make one application look like another.
package enum ApplicationText {
    /// The most Unicode scalars that a text may have. Scalars, not characters: one character can hold any number of them.
    package static let longest = 100

    /// Which text of an application is meant.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        /// The application's name.
        case name
        /// The merchant that it belongs to.
        case owner
    }

    /// What is wrong with a text.
    package enum Fault: Hashable, Sendable {
        /// It has no characters.
        case empty
        /// It has more than ``ApplicationText/longest`` characters; the value is how many.
        case tooLong(Int)
        /// It begins or ends with white space.
        case outerSpace
        /// It holds a control, line-breaking or direction-changing character; the value is its code point.
        case control(UInt32)
        /// It holds a character that is not seen and that no name needs; the value is its code point.
        case invisible(UInt32)
    }

    /// What is wrong with a text, or `nil` where it may stand.
    package static func fault(in text: String) -> Fault? {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return .empty }
        if let bad = scalars.first(where: isControl) { return .control(bad.value) }
        if let bad = scalars.first(where: isInvisible) { return .invisible(bad.value) }
        if first.properties.isWhitespace || last.properties.isWhitespace { return .outerSpace }
        return scalars.count > longest ? .tooLong(scalars.count) : nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // Embeddings, overrides and isolates (UAX #9).
        default: scalar.properties.isBidiControl
        }
    }

    /// Soft hyphens, spaces without width, fillers, tags: what a screen may leave out (UAX #44, `Default_Ignorable_Code_Point`).
    /// Joiners and variation selectors are part of names, in Persian, Mongolian and emoji.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isDefaultIgnorableCodePoint && !properties.isJoinControl && !properties.isVariationSelector
    }
}
