import Foundation

/// Certificates and keys made for these tests alone, with the `openssl` command; valid for a hundred years.
enum CertificateSamples {
    /// The authority that has signed ``leaf``.
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBgDCCASWgAwIBAgIUdY/h1nZURdh+3DlkoAlZeIEPvrAwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJQXV0aG9yaXR5MCAXDTI2MTEyNDEyNTQwM1oYDzIxMjYxMDMx
        MTI1NDAzWjAUMRIwEAYDVQQDDAlBdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQ61KcqhGl+fbnVaDZmwsFyHAeCRa4V0LU0/6ve1dgo/pgEMZsA1ZKF
        fnYg9cF7CZmS5ctnkO8Wfd84It8uzEkio1MwUTAdBgNVHQ4EFgQUatpKLQLLfFbd
        TsaVW7hvem63dfEwHwYDVR0jBBgwFoAUatpKLQLLfFbdTsaVW7hvem63dfEwDwYD
        VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA4LVkFNPyD1EM9dIQDwCq
        D1O5wcALZkuhtNLXiuF6wHMCIQCC04her33ipvCnlk6gu/+z0NldHGlTgrOWXz/8
        0dnzNA==
        -----END CERTIFICATE-----

        """

    /// The certificate of ``key``.
    static let leaf = """
        -----BEGIN CERTIFICATE-----
        MIIBIzCByQIURfcI5UVlDEP4Z8DMVoUDSqSpEpswCgYIKoZIzj0EAwIwFDESMBAG
        A1UEAwwJQXV0aG9yaXR5MCAXDTI2MTEyNDEyNTQwM1oYDzIxMjYxMDMxMTI1NDAz
        WjASMRAwDgYDVQQDDAdnYXRld2F5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
        GDN1wcUwFFFoTdKXmqKAZ0rCIlhyfGgE9qezz0GM4D2Uec7Ipdk1rWK8NjDwxqxo
        NCHMSfnpTDNITcjFD9SMEDAKBggqhkjOPQQDAgNJADBGAiEAvF2vYMAEe/Ok05N/
        i/nR1nfMib9Ii+/n6RqEw88JpdQCIQDgj5skVshd4hGAwrb2o2UNE7Gm7ZKghsEh
        j3B9SY+HDQ==
        -----END CERTIFICATE-----

        """

    /// The key of ``leaf``, which protects nothing.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiVE4Ht2PBQVFUUag
        fjEKhkCaQ36krhrFy+F9cNVP6uahRANCAAQYM3XBxTAUUWhN0peaooBnSsIiWHJ8
        aAT2p7PPQYzgPZR5zsil2TWtYrw2MPDGrGg0IcxJ+elMM0hNyMUP1IwQ
        -----END PRIVATE KEY-----

        """

    /// ``key`` behind the passphrase `secret`.
    static let encryptedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhazXL1wB310gICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEIg6mIpTm9PyRm6WvMU0+AsEgZBf
        zHq2N2bPMd9RWitkf9cJcJh8rvbGwwwWyGlt7dTdqC6903YwUcBQjbR3yLDtlR8P
        OX+/yG4pqZUbLQZKMDRfGykXUYe5jvbqzEdqZJnM+wMDcVT/jc84jNmuSjnVY8Q4
        Aeatp+K8oeZhhI9mMM12cfPUJ2EWPfS67sUV6dgHpbvy0DnahoaGPIInAHuXjZo=
        -----END ENCRYPTED PRIVATE KEY-----

        """

    /// ``leaf`` in DER.
    static var der: [UInt8] {
        let lines = leaf.split(separator: "\n").filter { !$0.hasPrefix("-") }
        return Data(base64Encoded: lines.joined()).map(Array.init) ?? []
    }
}
