import HTTPCodec
import Testing

@Suite struct SpanASCIITests {
    @Test func `bytes equal a literal only byte for byte`() {
        let bytes = Latin1.bytes("Ab-1")
        let (same, shorter, longer) = (bytes.span.equals("Ab-1"), bytes.span.equals("Ab-"), bytes.span.equals("Ab-12"))
        let otherCase = bytes.span.equals("ab-1")
        #expect(same && !shorter && !longer && !otherCase)
    }

    @Test func `bytes equal a lower-case literal in any case`() {
        let bytes = Latin1.bytes("Ab-1")
        let (same, shorter) = (bytes.span.equalsIgnoringCase("ab-1"), bytes.span.equalsIgnoringCase("ab-"))
        let other = bytes.span.equalsIgnoringCase("ab-2")
        #expect(same && !shorter && !other)
    }

    @Test func `between spans only letters are folded`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let (one, two) = ([first], [second])
                let folded = one.span.equalsIgnoringCase(two.span)
                let exact = one.span.equals(two.span)
                let areOneLetter = ByteClassTests.alpha.contains(first) && first ^ second == 0x20
                guard folded == (first == second || areOneLetter), exact == (first == second) else {
                    Issue.record("\(first) and \(second): folded \(folded), exact \(exact)")
                    return
                }
            }
        }
    }

    @Test func `spans of different lengths differ`() {
        let (one, two) = (Latin1.bytes("ab"), Latin1.bytes("abc"))
        let results = [one.span.equals(two.span), one.span.equalsIgnoringCase(two.span)]
        #expect(results == [false, false])
    }
}
