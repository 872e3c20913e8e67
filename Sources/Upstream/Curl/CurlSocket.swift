internal import CLinux

/// The kind of socket that libcurl wants for a connection.
struct CurlSocket {
    let family: CInt
    let kind: CInt
    let `protocol`: CInt

    /// Opens it, closed in whatever the process starts; `nil` with `errno` where there is none.
    func open() -> CInt? {
        let descriptor = clinux_socket(family, kind, `protocol`)
        return descriptor >= 0 ? descriptor : nil
    }
}
