import CCurl
import Testing

@testable import Upstream

@Suite struct CurlErrorTests {
    @Test(
        arguments: [
            (CURLE_COULDNT_CONNECT, .connect), (CURLE_COULDNT_RESOLVE_HOST, .connect), (CURLE_SEND_ERROR, .connect),
            (CURLE_OPERATION_TIMEDOUT, .connectTimeout), (CURLE_SSL_CONNECT_ERROR, .tls),
            (CURLE_PEER_FAILED_VERIFICATION, .tls), (CURLE_SSL_CERTPROBLEM, .tls), (CURLE_SSL_CIPHER, .tls),
            (CURLE_SSL_CACERT_BADFILE, .tls), (CURLE_SSL_CRL_BADFILE, .tls), (CURLE_SSL_ISSUER_ERROR, .tls),
            (CURLE_SSL_PINNEDPUBKEYNOTMATCH, .tls), (CURLE_SSL_INVALIDCERTSTATUS, .tls),
            (CURLE_OUT_OF_MEMORY, .resources),
        ] as [(CURLcode, UpstreamFailure)])
    func `what libcurl says of a connect is a failure of one kind`(code: CURLcode, failure: UpstreamFailure) {
        #expect(UpstreamFailure.connecting(CurlError(code)) == failure)
    }

    @Test func `an error keeps libcurl's number and words`() {
        let error = CurlError(CURLE_COULDNT_CONNECT)
        #expect(error.code == 7)
        #expect(error.description.contains("connect"))
        #expect(!CurlError(CURLM_BAD_HANDLE).description.isEmpty)
    }

    @Test func `success is no error`() throws {
        try CurlError.check(CURLE_OK)
        try CurlError.check(CURLM_OK)
        #expect(throws: CurlError(CURLE_AGAIN)) { try CurlError.check(CURLE_AGAIN) }
        #expect(throws: CurlError(CURLM_BAD_SOCKET)) { try CurlError.check(CURLM_BAD_SOCKET) }
    }
}
