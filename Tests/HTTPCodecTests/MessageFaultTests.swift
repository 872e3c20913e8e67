import HTTPCodec
import Testing

@Suite struct MessageFaultTests {
    @Test(
        arguments: [
            (.version, 505), (.targetTooLong, 414), (.headTooLarge, 431), (.tooManyFields, 431), (.tooManyOptions, 431),
            (.unknownTransferCoding, 501), (.connectMethod, 501), (.expectation, 417), (.contentTooLarge, 413),
            (.headTimeout, 408), (.contentTimeout, 408), (.fieldName, 400), (.missingHost, 400), (.host, 400),
            (.transferEncoding, 400), (.contentLength, 400), (.bothFramings, 400), (.transferEncodingInOldVersion, 400),
            (.bareCarriageReturn, 400), (.bareLineFeed, 400), (.nul, 400), (.fieldValue, 400), (.foldedLine, 400),
            (.chunk, 400), (.trailer, 400), (.repeatedAuthorization, 400), (.target, 400), (.requestLine, 400),
        ] as [(MessageFault, Int)])
    func `a fault is answered as the RFC says`(fault: MessageFault, status: Int) {
        #expect(fault.status == status)
    }

    @Test(arguments: MessageFault.allCases)
    func `a fault explains itself in one sentence and has a stable id`(fault: MessageFault) {
        let explanation = "\(fault.explanation)"
        #expect(explanation.hasSuffix(".") && explanation.count > 20)
        #expect(!explanation.contains("\""), "it is put into a JSON string as it is")
        #expect(fault.rawValue.hasPrefix("message.") || fault == .repeatedAuthorization)
        #expect((400...599).contains(fault.status))
    }
}
