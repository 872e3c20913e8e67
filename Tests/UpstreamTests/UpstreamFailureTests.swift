import Testing

@testable import Upstream

@Suite struct UpstreamFailureTests {
    @Test(
        arguments: [
            (.connect, "upstream.connect", 502, true), (.connectTimeout, "upstream.connectTimeout", 504, true),
            (.tls, "upstream.tls", 502, true), (.badResponse, "upstream.protocol", 502, false),
            (.reset, "upstream.reset", 502, false), (.timeout, "upstream.timeout", 504, false),
            (.resources, "upstream.resources", 503, true),
        ] as [(UpstreamFailure, String, Int, Bool)])
    func `a failure has its reason, its status, and whether anything was sent`(
        failure: UpstreamFailure, reason: String, status: Int, isBeforeSending: Bool
    ) {
        #expect(failure.rawValue == reason)
        #expect(failure.status == status)
        #expect(failure.isBeforeSending == isBeforeSending)
    }

    @Test func `the table above has every failure`() { #expect(UpstreamFailure.allCases.count == 7) }
}
