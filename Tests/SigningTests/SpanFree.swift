@testable import Signing

// `#expect` cannot take a span apart; arrays it can.

extension PublicKey {
    func accepts(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        verify(signature: signature.span, message: message.span)
    }
}

extension ECDSASignature {
    init?(bytes: [UInt8], _ curve: EllipticCurve) { self.init(raw: bytes.span, on: curve) }
}
