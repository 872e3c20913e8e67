import Registry
import Testing

@Suite struct ApplicationTextTests {
    @Test(arguments: [
        "T", "Till 4, Corner Shop", "Ünïcödé 店", "a\u{200D}b", "✔\u{FE0F} ok", "می\u{200C}خواهم",
        String(repeating: "x", count: 100),
    ])
    func `a text of one to a hundred characters may stand`(text: String) {
        #expect(ApplicationText.fault(in: text) == nil)
    }

    @Test(arguments: [
        ("", ApplicationText.Fault.empty, "it is empty; give 1 to 100 characters"),
        (String(repeating: "x", count: 101), .tooLong(101), "it has 101 characters; shorten it to 100"),
        (" till", .outerSpace, "it begins or ends with white space; take that away"),
        ("till\u{A0}", .outerSpace, "it begins or ends with white space; take that away"),
        ("ti\u{7}ll", .control(7), "it holds the control character U+0007; take that away"),
        ("ti\nll", .control(10), "it holds the control character U+000A; take that away"),
        ("\u{0}", .control(0), "it holds the control character U+0000; take that away"),
        ("ti\u{85}ll", .control(0x85), "it holds the control character U+0085; take that away"),
        ("ti\u{2028}ll", .control(0x2028), "it holds the control character U+2028; take that away"),
        ("ti\u{202E}ll", .control(0x202E), "it holds the control character U+202E; take that away"),
        ("ti\u{2066}ll", .control(0x2066), "it holds the control character U+2066; take that away"),
        ("ti\u{200B}ll", .invisible(0x200B), "it holds the character U+200B, which cannot be seen; take that away"),
        ("ti\u{AD}ll", .invisible(0xAD), "it holds the character U+00AD, which cannot be seen; take that away"),
        ("\u{FEFF}till", .invisible(0xFEFF), "it holds the character U+FEFF, which cannot be seen; take that away"),
        ("till\u{E0041}", .invisible(0xE0041), "it holds the character U+E0041, which cannot be seen; take that away"),
    ])
    func `what is wrong with a text is said`(text: String, fault: ApplicationText.Fault, message: String) {
        #expect(ApplicationText.fault(in: text) == fault)
        #expect(fault.message == message)
    }

    @Test func `one character made of very many scalars is too long`() {
        #expect(ApplicationText.fault(in: "a" + String(repeating: "\u{301}", count: 100)) == .tooLong(101))
        #expect(ApplicationText.fault(in: "a" + String(repeating: "\u{301}", count: 99)) == nil)
    }
}
