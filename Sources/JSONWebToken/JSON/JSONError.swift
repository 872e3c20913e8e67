/// Why a text is not the JSON that is accepted, and where.
package struct JSONError: Error, Hashable {
    /// The offset of the byte at which the text goes wrong; the text's length where it ends too early.
    package let offset: Int
    /// What is wrong there.
    package let fault: JSONFault

    package init(offset: Int, fault: JSONFault) {
        self.offset = offset
        self.fault = fault
    }

    /// What is wrong and what to do about it, in plain words, without the place.
    package var message: String { fault.message }
}
