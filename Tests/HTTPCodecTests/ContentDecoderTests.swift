import HTTPCodec
import Testing

@Suite struct ContentDecoderTests {
    /// What a decoder finds when the bytes arrive in these pieces, and where it stops in the last.
    private func decode(_ framing: ContentFraming, _ pieces: [String]) throws -> (ContentDecoder, String, Int) {
        var decoder = ContentDecoder(framing)
        var content = ""
        var position = 0
        for piece in pieces {
            let bytes = Latin1.bytes(piece)
            position = 0
            while let range = try decoder.next(bytes.span, from: &position) { content += Latin1.text(bytes[range]) }
        }
        return (decoder, content, position)
    }

    @Test(arguments: [ContentFraming.none, .length(0)])
    func `no content is complete before a byte arrives`(framing: ContentFraming) throws {
        let (decoder, content, position) = try decode(framing, ["next"])
        #expect(ContentDecoder(framing).isComplete)
        #expect(decoder.isComplete && !decoder.endsAtClose)
        #expect(content.isEmpty && position == 0)
    }

    @Test func `a length ends after so many bytes`() throws {
        let (early, begun, _) = try decode(.length(5), ["ab", "", "cd"])
        #expect(!early.isComplete && begun == "abcd")
        let (decoder, content, position) = try decode(.length(5), ["ab", "cdefg"])
        #expect(decoder.isComplete)
        #expect(content == "abcde" && position == 3)
    }

    @Test func `the largest length is counted without overflow`() throws {
        for length in [UInt64(Int64.max), .max] {
            let (decoder, content, _) = try decode(.length(length), ["abc"])
            #expect(!decoder.isComplete && content == "abc")
        }
    }

    @Test func `content until the close never ends by itself`() throws {
        let (decoder, content, position) = try decode(.untilClose, ["ab", "0\r\n\r\n"])
        #expect(!decoder.isComplete && decoder.endsAtClose)
        #expect(content == "ab0\r\n\r\n" && position == 5)
    }

    @Test func `chunked content ends with its trailer section`() throws {
        let (decoder, content, position) = try decode(.chunked, ["1\r\na\r\n0\r\n", "A: b\r\n\r\nnext"])
        #expect(decoder.isComplete && !decoder.endsAtClose)
        #expect(content == "a" && position == 8)
    }

    @Test func `reading can begin in the middle of the bytes`() throws {
        let bytes = Latin1.bytes("head1\r\na\r\n0\r\n\r\nnext")
        var decoder = ContentDecoder(.chunked)
        var position = 4
        #expect(try decoder.next(bytes.span, from: &position) == 7..<8)
        #expect(try decoder.next(bytes.span, from: &position) == nil)
        #expect(decoder.isComplete && position == 15)
        #expect(try decoder.next(bytes.span, from: &position) == nil)
        #expect(position == 15)
    }

    @Test func `no bytes change nothing`() throws {
        for framing in [ContentFraming.chunked, .length(1), .untilClose] {
            let (decoder, content, position) = try decode(framing, [""])
            #expect(!decoder.isComplete && content.isEmpty && position == 0)
        }
    }

    @Test func `the content of many chunks comes in one piece, and what follows stays behind it`() throws {
        var buffer = ByteBuffer()
        buffer.append("3;a=b\r\nabc\r\n1\r\nd\r\n2\r\nef\r\n0\r\nT: t\r\n\r\nnext")
        var decoder = ContentDecoder(.chunked)
        #expect(try decoder.gather(&buffer) == 6)
        #expect(Latin1.text(buffer.bytes) == "abcdefnext")
        buffer.consume(6)
        #expect(try decoder.gather(&buffer) == 0)
        #expect(decoder.isComplete)
        #expect(Latin1.text(buffer.bytes) == "next")
    }

    /// Content before it is passed on; the second look must not find what the first refused in another state.
    @Test(arguments: ["1\r\na\r\n\r\n1\r\nb\r\n", "1\r\na\r\n1\nb", "1\r\na\r\r\n", "1\r\na\r\n1\r\nb\r\nx"])
    func `content before a malformed chunk is found, and the fault then, each time it is looked for`(text: String)
        throws
    {
        var buffer = ByteBuffer()
        buffer.append(Latin1.bytes(text))
        var decoder = ContentDecoder(.chunked)
        let count = try decoder.gather(&buffer)
        #expect(Latin1.text(buffer.prefix(count)) == (text.contains("1\r\nb") && text.hasSuffix("x") ? "ab" : "a"))
        buffer.consume(count)
        for _ in 0..<3 {
            do {
                _ = try decoder.gather(&buffer)
                Issue.record("it was taken")
            } catch {
                #expect(error == .chunk)
            }
        }
    }

    @Test func `only a length says how much remains`() throws {
        var buffer = ByteBuffer()
        buffer.append("abc")
        var decoder = ContentDecoder(.length(5))
        #expect(decoder.remaining == 5)
        _ = try decoder.gather(&buffer)
        #expect(decoder.remaining == 2)
        #expect(ContentDecoder(.chunked).remaining == nil && ContentDecoder(.untilClose).remaining == nil)
    }

    @Test func `a malformed chunk is refused`() {
        #expect(throws: MessageFault.chunk) { try decode(.chunked, ["1\r\nab"]) }
    }
}
