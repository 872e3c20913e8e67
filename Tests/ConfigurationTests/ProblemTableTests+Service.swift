import Testing

@testable import Configuration

/// Mistakes in the settings of the service.
extension ProblemTableTests {
    static let service: [Case] = [
        Case(
            #""unheardOf": 1"#, #""realm": "r""#,
            "unheardOf: unknown key; the keys here are \(ConfigurationDecoder.keys.joined(separator: ", "))"),
        Case(
            #""management": { "address": "127.0.0.1:8080" }"#, #""management": { "address": "127.0.0.1:8081" }"#,
            #"management: "127.0.0.1:8080" is where clients connect already; choose another port, such as 8081"#),
        Case(
            #""management": { "address": "10.0.0.1:8081" }"#,
            #""management": { "address": "10.0.0.1:8081", "plaintext": true }"#,
            #"management.address: passwords and secrets would cross the network in the clear, because "10.0.0.1:8081" is not a loopback address; listen on 127.0.0.1 or [::1] behind a TLS terminator, or add "plaintext": true"#
        ),
        Case(
            #""management": { "address": "127.0.0.1:8081", "origin": "console.example" }"#,
            #""management": { "address": "127.0.0.1:8081", "origin": "https://Console.example:443" }"#,
            #"management.origin: "console.example" does not begin with http:// or https://; write what stands in the browser's address bar before the path, such as "https://console.example""#
        ),
        Case(
            #""management": { "address": "127.0.0.1:8081", "origin": "https://console.example/" }"#,
            #""management": { "address": "127.0.0.1:8081", "origin": "http://[::1]:9000" }"#,
            #"management.origin: "https://console.example/" is not a scheme, a host and a port; write what stands in the browser's address bar before the path, such as "https://console.example""#
        ),
        Case(#""limit": {}"#, #""limits": {}"#, #"limit: unknown key; did you mean "limits"?"#),
        Case(#""storr": "sqlite:a""#, #""store": "sqlite:a""#, #"storr: unknown key; did you mean "store"?"#),
        Case(
            #""store": "postgres:a""#, #""store": "sqlite:a""#,
            #"store: "postgres:a" names no store that is supported; write sqlite: and a path, such as "sqlite:data/tollgate.db""#
        ),
        Case(
            #""store": "sqlite:""#, #""store": "sqlite:a""#,
            #"store: "sqlite:" names no store that is supported; write sqlite: and a path, such as "sqlite:data/tollgate.db""#
        ),
        Case(
            #""loops": 5"#, #""loops": 4"#,
            "loops: 5 is out of range; write a whole number from 1 to 4, the number of this machine's cores"),
        Case(
            #""loops": 1.5"#, #""loops": 1"#,
            "loops: the number is not whole, or too large; write a whole number from 1 to 4, the number of this machine's cores"
        ),
        Case(
            #""loops": "2""#, #""loops": 2"#,
            "loops: a string stands where a whole number is expected; write a whole number from 1 to 4, the number of this machine's cores"
        ),
        Case(
            #""accessLog": "stdot""#, #""accessLog": "stdout""#,
            #"accessLog: "stdot" is neither "stdout" nor "off" nor clearly a path; did you mean "stdout"? write "./stdot" for a file of that name"#
        ),
        Case(
            #""accessLog": null"#, #""accessLog": "off""#,
            #"accessLog: null stands where a string or an object is expected; write "stdout", "off", a path or { "path": "stdout", "queries": true }"#
        ),
        Case(
            #""accessLog": { "queries": true }"#, #""accessLog": { "path": "stdout", "queries": true }"#,
            #"accessLog: "path" is missing; add "path": "stdout", or the path of a file"#),
        Case(
            #""accessLog": { "path": "off" }"#, #""accessLog": { "path": "./off" }"#,
            #"accessLog.path: a log that is off needs no object; write "accessLog": "off", or "./off" for a file of that name"#
        ),
        Case(
            #""accessLog": { "path": "stdout", "query": true }"#,
            #""accessLog": { "path": "stdout", "queries": true }"#,
            #"accessLog.query: unknown key; the keys here are path, queries"#),
        Case(
            #""accessLog": { "path": "stdout", "queries": "yes" }"#,
            #""accessLog": { "path": "stdout", "queries": false }"#,
            "accessLog.queries: a string stands where true or false is expected; write true or false"),
        Case(
            #""realm": "a\"b""#, #""realm": "a'b""#,
            #"realm: "a\"b" cannot stand in a challenge; use 1 to 100 printable ASCII characters without quotation marks and backslashes"#
        ),
        Case(
            #""realm": "a\nb""#, #""realm": "a b""#,
            #"realm: the string holds a control character or more than 1024 bytes; write it as "tollgate""#),
        Case(
            #""clockSkew": "6m""#, #""clockSkew": "5m""#,
            #"clockSkew: "6m" is out of range; write a whole number and one of ms, s, m, h, d, from "0s" to "5m""#),
        Case(
            #""masterKey": "cGFzc3dvcmQ""#, #""masterKey": "env:NAME""#,
            #"masterKey: a secret does not stand in the configuration, only where it is kept; write "env:NAME" for an environment variable or "file:PATH" for a file"#
        ),
        Case(
            #""masterKey": "env:""#, #""masterKey": "file:a""#,
            #"masterKey: a secret does not stand in the configuration, only where it is kept; write "env:NAME" for an environment variable or "file:PATH" for a file"#
        ),
        Case(
            #""limits": { "head": 8192 }"#, #""limits": { "head": "8192B" }"#,
            #"limits.head: a number stands where a size is expected; write a whole number and one of B, KiB, MiB, GiB, TiB, from "1KiB" to "1MiB""#
        ),
        Case(
            #""limits": { "body": "10MB" }"#, #""limits": { "body": "10MiB" }"#,
            #"limits.body: "10MB" is not a size with a unit; write a whole number and one of B, KiB, MiB, GiB, TiB, from "0B" to "1TiB""#
        ),
        Case(
            #""limits": { "head": "2MiB" }"#, #""limits": { "head": "1MiB" }"#,
            #"limits.head: "2MiB" is out of range; write a whole number and one of B, KiB, MiB, GiB, TiB, from "1KiB" to "1MiB""#
        ),
        Case(
            #""limits": { "target": "255B" }"#, #""limits": { "target": "256B" }"#,
            #"limits.target: "255B" is out of range; write a whole number and one of B, KiB, MiB, GiB, TiB, from "256B" to "64KiB""#
        ),
        Case(
            #""limits": { "target": "5KiB", "head": "4KiB" }"#, #""limits": { "target": "4KiB", "head": "4KiB" }"#,
            #"limits.target: "5KiB" is more than a whole head may have, "4KiB"; write less, or raise limits.head"#),
        Case(
            #""limits": { "token": "33KiB" }"#, #""limits": { "token": "33KiB", "head": "34KiB" }"#,
            #"limits.token: "33KiB" is more than a whole head may have, "32KiB"; write less, or raise limits.head"#),
        Case(
            #""limits": { "token": "512B" }"#, #""limits": { "token": "1KiB" }"#,
            #"limits.token: "512B" is out of range; write a whole number and one of B, KiB, MiB, GiB, TiB, from "1KiB" to "64KiB""#
        ),
        Case(
            #""limits": { "fields": 9 }"#, #""limits": { "fields": 10 }"#,
            "limits.fields: 9 is out of range; write a whole number from 10 to 1000"),
        Case(
            #""limits": { "field": 10 }"#, #""limits": { "fields": 10 }"#,
            #"limits.field: unknown key; did you mean "fields"?"#),
        Case(
            route: #"{ "match": "GET /u", "public": true, "upstream": "payments", "limits": { "body": 5 } }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments", "limits": { "body": "5B" } }"#,
            #"routes[1].limits.body: a number stands where a size is expected; write a whole number and one of B, KiB, MiB, GiB, TiB, from "0B" to "1TiB""#
        ),
        Case(
            route: #"{ "match": "GET /u", "public": true, "upstream": "payments", "limits": { "head": "5KiB" } }"#,
            #"{ "match": "GET /u", "public": true, "upstream": "payments", "limits": {} }"#,
            "routes[1].limits.head: unknown key; the keys here are body"),
        Case(
            #""limits": { "connections": 0 }"#, #""limits": { "connections": 1 }"#,
            "limits.connections: 0 is out of range; write a whole number from 1 to 1000000"),
        Case(
            #""trustedProxies": "10.0.0.0/8""#, #""trustedProxies": ["10.0.0.0/8"]"#,
            #"trustedProxies: a string stands where a list is expected; write networks such as "10.0.0.0/8" between [ and ]"#
        ),
        Case(
            #""trustedProxies": ["10.0.0.1/8"]"#, #""trustedProxies": ["10.0.0.1"]"#,
            #"trustedProxies[0]: "10.0.0.1/8" has bits behind its prefix; write "10.0.0.0/8" for the network, or the address without a prefix"#
        ),
        Case(
            #""trustedProxies": ["fd00::1/8"]"#, #""trustedProxies": ["fd00::/8"]"#,
            #"trustedProxies[0]: "fd00::1/8" has bits behind its prefix; write "fd00:0:0:0:0:0:0:0/8" for the network, or the address without a prefix"#
        ),
        Case(
            #""trustedProxies": ["10.0.0.0/33"]"#, #""trustedProxies": ["10.0.0.0/32"]"#,
            #"trustedProxies[0]: "10.0.0.0/33" is not an IP address or a network; write it as "10.0.0.0/8", "192.0.2.7" or "fd00::/8""#
        ),
        Case(
            #""trustedProxies": ["10.0.0.0/08"]"#, #""trustedProxies": ["10.0.0.0/8"]"#,
            #"trustedProxies[0]: "10.0.0.0/08" is not an IP address or a network; write it as "10.0.0.0/8", "192.0.2.7" or "fd00::/8""#
        ),
        Case(
            #""trustedProxies": ["proxy.internal"]"#, #""trustedProxies": ["192.0.2.7"]"#,
            #"trustedProxies[0]: "proxy.internal" is not an IP address or a network; write it as "10.0.0.0/8", "192.0.2.7" or "fd00::/8""#
        ),
        Case(
            #""trustedProxies": ["::1", "10.0.0.0/8/8"]"#, #""trustedProxies": ["::1", "10.0.0.0/8"]"#,
            #"trustedProxies[1]: "10.0.0.0/8/8" is not an IP address or a network; write it as "10.0.0.0/8", "192.0.2.7" or "fd00::/8""#
        ),
        Case(
            #""trustedProxies": ["0.0.0.0/0"]"#, #""trustedProxies": ["0.0.0.0/1"]"#,
            #"trustedProxies[0]: "0.0.0.0/0" is every address there is, so that each client could say who it is; list the networks of your proxies alone"#
        ),
        Case(
            #""trustedProxies": ["::ffff:0:0/96"]"#, #""trustedProxies": ["::ffff:0a00:0/104"]"#,
            #"trustedProxies[0]: "::ffff:0:0/96" is every address there is, so that each client could say who it is; list the networks of your proxies alone"#
        ),
        Case(
            #""trustedProxies": ["10.0.0.0/8", "::ffff:10.0.0.0/104"]"#, #""trustedProxies": ["10.0.0.0/8"]"#,
            "trustedProxies[1]: the network is listed in trustedProxies[0] already; remove one of the two"),
        Case(
            #""trustProxies": []"#, #""trustedProxies": []"#,
            #"trustProxies: unknown key; did you mean "trustedProxies"?"#),
        Case(
            #""timeouts": { "head": "30" }"#, #""timeouts": { "head": "30s" }"#,
            #"timeouts.head: "30" is not a duration with a unit; write a whole number and one of ms, s, m, h, d, from "1ms" to "1h""#
        ),
        Case(
            #""timeouts": { "idle": "0s" }"#, #""timeouts": { "idle": "1s" }"#,
            #"timeouts.idle: "0s" is out of range; write a whole number and one of ms, s, m, h, d, from "1ms" to "1h""#),
        Case(
            #""timeouts": { "hed": "1s" }"#, #""timeouts": { "head": "1s" }"#,
            #"timeouts.hed: unknown key; did you mean "head"?"#),
        Case(
            #""$schema": 1"#, #""$schema": "a""#,
            #"$schema: a number stands where a string is expected; write it as "./gateway.schema.json""#),
    ]
}
