internal import HTTPCodec

/// The fields that say through whose hands a request came.
///
/// What a trusted proxy sent is gone on with, as far as it is believed: what stands in front of that is whatever somebody
/// wrote there, and a service that takes the first address for the client's must not find it. What anybody else sent has
/// been dropped.
extension ForwardedHead {
    func writeForwarding(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, to output: inout ByteBuffer) {
        output.append("X-Forwarded-For: ")
        if let beginning = forwarding?.forwardedFor {
            writeBelieved(.xForwardedFor, from: beginning, head, bytes, to: &output)
        }
        output.append(source)
        output.append(
            forwarding?.isSecure == true ? "\r\nX-Forwarded-Proto: https\r\n" : "\r\nX-Forwarded-Proto: http\r\n")
        let host = forwarding?.host ?? head.host
        if !host.isEmpty { output.appendField("X-Forwarded-Host", host.of(bytes)) }
        if let forwarding, forwarding.hasForwarded { writeForwarded(forwarding, head, bytes, to: &output) }
    }

    /// `Forwarded` goes on where a trusted proxy uses it: what is believed, and an element for this hop (RFC 7239 §4).
    private func writeForwarded(
        _ forwarding: Forwarding, _ head: borrowing RequestHead, _ bytes: Span<UInt8>, to output: inout ByteBuffer
    ) {
        output.append("Forwarded: ")
        if let beginning = forwarding.forwarded { writeBelieved(.forwarded, from: beginning, head, bytes, to: &output) }
        output.append(source.isVersion4 ? "for=" : "for=\"[")
        output.append(source)
        output.append(source.isVersion4 ? ";proto=http" : "]\";proto=http")
        if !head.host.isEmpty {
            output.append(";host=\"")
            output.append(head.host.of(bytes))
            output.append("\"")
        }
        output.append("\r\n")
    }

    /// A list from where it is believed, on one line, and a comma behind it.
    private func writeBelieved(
        _ name: FieldName, from beginning: Forwarding.Beginning, _ head: borrowing RequestHead, _ bytes: Span<UInt8>,
        to output: inout ByteBuffer
    ) {
        for index in beginning.line..<head.fields.lines.count {
            let line = head.fields.lines[index]
            guard line.known == name, !line.value.isEmpty else { continue }
            let start = index == beginning.line ? beginning.offset : Int(line.value.start)
            output.append(bytes.extracting(start..<line.value.end))
            output.append(", ")
        }
    }
}
