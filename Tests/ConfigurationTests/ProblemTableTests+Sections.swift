import Testing

@testable import Configuration

/// Mistakes in the sections that declare things.
extension ProblemTableTests {
    static let listen: [Case] = [
        Case(
            \.listen, "{}", #"[{ "address": "127.0.0.1:1" }]"#,
            #"listen: an object stands where a list is expected; write objects such as { "address": "127.0.0.1:8080" } between [ and ]"#
        ),
        Case(
            \.listen, "[]", #"[{ "address": "127.0.0.1:1" }]"#,
            #"listen: no address is listed; add { "address": "127.0.0.1:8080" }"#),
        Case(
            \.listen, #"[{ "address": "localhost:80" }]"#, #"[{ "address": "127.0.0.1:80" }]"#,
            #"listen[0].address: "localhost:80" is not an IP address and a port; write it as "127.0.0.1:8080" or "[::1]:8080""#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1" }]"#, #"[{ "address": "127.0.0.1:0" }]"#,
            #"listen[0].address: "127.0.0.1" is not an IP address and a port; write it as "127.0.0.1:8080" or "[::1]:8080""#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1:65536" }]"#, #"[{ "address": "127.0.0.1:65535" }]"#,
            #"listen[0].address: "127.0.0.1:65536" is not an IP address and a port; write it as "127.0.0.1:8080" or "[::1]:8080""#
        ),
        Case(
            \.listen, #"[{ "address": "0.0.0.0:80" }]"#, #"[{ "address": "0.0.0.0:80", "plaintext": true }]"#,
            #"listen[0].address: tokens would cross the network in the clear, because "0.0.0.0:80" is not a loopback address; listen on 127.0.0.1 or [::1] behind a TLS terminator, or add "plaintext": true"#
        ),
        Case(
            \.listen, #"[{ "address": "[::]:80", "plaintext": false }]"#,
            #"[{ "address": "[::1]:80", "plaintext": false }]"#,
            #"listen[0].address: tokens would cross the network in the clear, because "[::]:80" is not a loopback address; listen on 127.0.0.1 or [::1] behind a TLS terminator, or add "plaintext": true"#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1:80", "plaintext": "yes" }]"#,
            #"[{ "address": "127.0.0.1:80", "plaintext": true }]"#,
            "listen[0].plaintext: a string stands where true or false is expected; write true or false"),
        Case(
            \.listen, #"[{ "address": "[::1]:80" }, { "address": "[0:0::0:1]:80" }]"#,
            #"[{ "address": "[::1]:80" }, { "address": "[::1]:81" }]"#,
            #"listen[1]: "[0:0::0:1]:80" is listed in listen[0] already; remove one of the two"#),
        Case(
            \.listen, #"[{ "address": "127.0.0.1:80", "proxyProtocol": true }]"#,
            #"[{ "address": "127.0.0.1:80", "proxyProtocol": false }]"#,
            #"listen[0].proxyProtocol: nobody may connect here, because no proxy is trusted to say who connects; add "trustedProxies": ["10.0.0.0/8"] with the networks of the load balancers"#
        ),
        Case(
            \.listen, #"[{ "address": "127.0.0.1:80", "proxyProtocol": 1 }]"#,
            #"[{ "address": "127.0.0.1:80", "proxyProtocol": false }]"#,
            "listen[0].proxyProtocol: a number stands where true or false is expected; write true or false"),
        Case(
            \.listen, #"[{ "address": 80 }]"#, #"[{ "address": "127.0.0.1:80" }]"#,
            #"listen[0].address: a number stands where a string is expected; write it as "127.0.0.1:8080""#),
    ]

    static let issuer: [Case] = [
        Case(
            \.issuer, "{}", #"{ "url": "http://a" }"#, #"issuer: "url" is missing; add "url": "http://127.0.0.1:8080""#),
        Case(
            \.issuer, #"{ "url": "" }"#, #"{ "url": "http://a" }"#,
            #"issuer.url: the string is empty; write it as "http://127.0.0.1:8080""#),
        Case(
            \.issuer, #"{ "url": "http://a?b" }"#, #"{ "url": "http://a/b" }"#,
            "issuer.url: an issuer's URL has no query and no fragment; remove what follows the ? or #"),
        Case(
            \.issuer, #"{ "url": "https://a#b" }"#, #"{ "url": "https://a" }"#,
            "issuer.url: an issuer's URL has no query and no fragment; remove what follows the ? or #"),
        Case(
            \.issuer, #"{ "url": "http://" }"#, #"{ "url": "http://a:80" }"#,
            #"issuer.url: "http://" is not a URL with a host; write the URL that clients reach the gateway at, such as "https://gateway.example""#
        ),
        Case(
            \.issuer, #"{ "url": "http://u:p@a" }"#, #"{ "url": "http://a" }"#,
            #"issuer.url: "http://u:p@a" is not a URL with a host; write the URL that clients reach the gateway at, such as "https://gateway.example""#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "algorithm": "ES265" }"#, #"{ "url": "http://a", "algorithm": "ES256" }"#,
            #"issuer.algorithm: "ES265" is not an algorithm that tokens are signed with here; did you mean "ES256"?"#),
        Case(
            \.issuer, #"{ "url": "http://a", "algorithm": "none" }"#, #"{ "url": "http://a", "algorithm": "RS256" }"#,
            #"issuer.algorithm: "none" is not an algorithm that tokens are signed with here; write one of ES256, ES384, EdDSA, PS256, RS256"#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "rotateEvery": "47m" }"#, #"{ "url": "http://a", "rotateEvery": "48m" }"#,
            #"issuer.rotateEvery: with tokens that are valid for 1d more than 30 old keys would stand at once; write "48m" or more"#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "rotateEvery": "3651d" }"#,
            #"{ "url": "http://a", "rotateEvery": "30d" }"#,
            #"issuer.rotateEvery: "3651d" is out of range; write a whole number and one of ms, s, m, h, d, from "2s" to "3650d""#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "tokenLifetime": "31d" }"#,
            #"{ "url": "http://a", "tokenLifetime": "30d" }"#,
            #"issuer.tokenLifetime: "31d" is out of range; write a whole number and one of ms, s, m, h, d, from "1s" to "30d""#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "tokenLifetime": "1500ms" }"#,
            #"{ "url": "http://a", "tokenLifetime": "2000ms" }"#,
            "issuer.tokenLifetime: the duration is not a whole number of seconds; write it in s, m, h or d"),
        Case(
            \.issuer, #"{ "url": "http://a", "tokenLifetime": 86400 }"#,
            #"{ "url": "http://a", "tokenLifetime": "24h" }"#,
            #"issuer.tokenLifetime: a number stands where a duration is expected; write a whole number and one of ms, s, m, h, d, from "1s" to "30d""#
        ),
        Case(
            \.issuer, #"{ "url": "http://a", "guessing": { "perClient": 0 } }"#,
            #"{ "url": "http://a", "guessing": { "perClient": 1 } }"#,
            "issuer.guessing.perClient: 0 is out of range; write a whole number from 1 to 1000000"),
        Case(
            \.issuer, #"{ "url": "http://a", "guessing": { "perAdress": 9 } }"#,
            #"{ "url": "http://a", "guessing": { "perAddress": 9 } }"#,
            #"issuer.guessing.perAdress: unknown key; did you mean "perAddress"?"#),
    ]

    static let declarations: [Case] = [
        Case(
            \.audiences,
            #"{ "transactions": { "operations": { "read": "R" } }, "a:b": { "operations": { "c": "C" } } }"#,
            #"{ "transactions": { "operations": { "read": "R" } }, "a-b": { "operations": { "c": "C" } } }"#,
            #"audiences["a:b"]: "a:b" cannot be the name of an audience; use 1 to 100 letters, digits, ".", "_" and "-""#
        ),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": "R", "a b": "A" } } }"#,
            #"{ "transactions": { "operations": { "read": "R", "ab": "A" } } }"#,
            #"audiences.transactions.operations["a b"]: "a b" cannot be the name of an operation; use 1 to 100 letters, digits, ".", "_" and "-""#
        ),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": "R" } }, "b": {} }"#,
            #"{ "transactions": { "operations": { "read": "R" } }, "b": { "operations": { "c": "C" } } }"#,
            #"audiences.b: "operations" is missing; add "operations": { "read": "See payments" }"#),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": "R" } }, "b": { "operations": {} } }"#,
            #"{ "transactions": { "operations": { "read": "R" } }, "b": { "operations": { "c": "C" } } }"#,
            #"audiences.b.operations: no operation is declared; add one, such as "read": "See payments""#),
        Case(
            \.audiences, #"{ "transactions": { "operations": { "read": 1 } } }"#,
            #"{ "transactions": { "operations": { "read": "R" } } }"#,
            #"audiences.transactions.operations.read: a number stands where a string is expected; write it as "See payments""#
        ),
        upstream(
            #""https://a:1/x""#, #""https://a:1""#,
            "an endpoint has no path, because the request's own path is sent; remove what follows the host and port"),
        upstream(
            #""unix:a""#, #""unix:/a""#,
            #""a" is not the path of a socket; write it as "unix:/PATH", absolute and of at most 107 bytes"#),
        upstream(
            #""a:1""#, #""http://a:1""#,
            #""a:1" does not begin with http://, https:// or unix:; write it as "http://HOST:PORT", "https://HOST:PORT" or "unix:/PATH""#
        ),
        upstream(
            #""http://a:1/""#, #""http://a:1""#,
            "an endpoint has no path, because the request's own path is sent; remove what follows the host and port"),
        upstream(
            #""http://a:0""#, #""http://a:1""#,
            #""a:0" does not name a host and a port; write it as "http://HOST:PORT", "https://HOST:PORT" or "unix:/PATH""#
        ),
        upstream(
            #""http://127.1:1""#, #""http://127.0.0.1:1""#,
            #""127.1:1" does not name a host and a port; write it as "http://HOST:PORT", "https://HOST:PORT" or "unix:/PATH""#
        ),
        upstream(
            #""http://a b:1""#, #""http://a-b:1""#,
            #""a b:1" does not name a host and a port; write it as "http://HOST:PORT", "https://HOST:PORT" or "unix:/PATH""#
        ),
        upstream(
            #""http://::1:1""#, #""http://[::1]:1""#,
            #""::1:1" does not name a host and a port; write it as "http://HOST:PORT", "https://HOST:PORT" or "unix:/PATH""#
        ),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://a:80", "http://a"] } }"#,
            #"{ "payments": { "endpoints": ["http://a:80", "http://b"] } }"#,
            #"upstreams.payments.endpoints[1]: "http://a:80" is listed in upstreams.payments.endpoints[0] already; remove one of the two"#
        ),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://b"], "tls": { "serverName": "b" } } }"#,
            #"{ "payments": { "endpoints": ["https://b"], "tls": { "serverName": "b" } } }"#,
            #"upstreams.payments.tls: no endpoint of this upstream uses TLS; begin the endpoints with https://, or remove "tls""#
        ),
        tls(
            #""pin": "sha256//AAAA""#, #""pin": "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=""#,
            #"pin: "sha256//AAAA" is not the SHA-256 digest of a public key; write it as "sha256//" and 44 characters of Base64"#
        ),
        tls(
            #""key": "-----BEGIN PRIVATE KEY-----", "certificate": "a""#, #""key": "b", "certificate": "a""#,
            "key: a private key does not stand in the configuration; write the path of its file"),
        tls(
            #""certificate": "a""#, #""key": "b", "certificate": "a""#,
            #"certificate: the certificate has no private key beside it; add "key", the path of its key"#),
        tls(
            #""serverName": "b:443""#, #""serverName": "b""#,
            #"serverName: "b:443" is not the name of a host; write it as "payments.internal""#),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://b"], "host": "a/b" } }"#,
            #"{ "payments": { "endpoints": ["http://b"], "host": "a:81" } }"#,
            #"upstreams.payments.host: "a/b" is not a host, with or without a port; write it as "payments.internal" or "payments.internal:8080""#
        ),
        Case(
            \.upstreams, #"{ "payments": {} }"#, #"{ "payments": { "endpoints": ["http://b"] } }"#,
            #"upstreams.payments: "endpoints" is missing; add "endpoints": ["http://127.0.0.1:9001"]"#),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://b"], "preservehost": true } }"#,
            #"{ "payments": { "endpoints": ["http://b"], "preserveHost": true } }"#,
            #"upstreams.payments.preservehost: unknown key; did you mean "preserveHost"?"#),
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["http://b"], "timeouts": { "connect": "5" } } }"#,
            #"{ "payments": { "endpoints": ["http://b"], "timeouts": { "connect": "5s" } } }"#,
            #"upstreams.payments.timeouts.connect: "5" is not a duration with a unit; write a whole number and one of ms, s, m, h, d, from "1ms" to "1h""#
        ),
    ]

    private static func tls(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        Case(
            \.upstreams, #"{ "payments": { "endpoints": ["https://b"], "tls": { \#(wrong) } } }"#,
            #"{ "payments": { "endpoints": ["https://b"], "tls": { \#(repaired) } } }"#,
            "upstreams.payments.tls." + message)
    }

    private static func upstream(_ wrong: String, _ repaired: String, _ message: String) -> Case {
        Case(
            \.upstreams, #"{ "payments": { "endpoints": [\#(wrong)] } }"#,
            #"{ "payments": { "endpoints": [\#(repaired)] } }"#, "upstreams.payments.endpoints[0]: " + message)
    }
}
