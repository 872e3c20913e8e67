import HTTPCodec

/// The address that a text names.
func parsed(_ text: String) -> NetworkAddress? {
    let bytes = Latin1.bytes(text)
    return NetworkAddress(bytes.span)
}
