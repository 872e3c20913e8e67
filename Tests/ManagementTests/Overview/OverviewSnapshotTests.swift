import Testing

@testable import Management

@Suite struct OverviewSnapshotTests {
    @Test func `a snapshot is one line of JSON`() {
        #expect(
            String(decoding: OverviewSnapshot.sample().json.bytes, as: UTF8.self) == """
                {"time":"2026-11-18T11:06:40Z","uptimeSeconds":61,"state":"serving",\
                "calls":{"total":10,"allowed":5,"refused":3,"failed":2,"unfinished":1,"perSecond":12.3},\
                "reasons":{"token.expired":3,"upstream.reset":2},\
                "statuses":{"2xx":4,"3xx":6,"4xx":7,"5xx":8},\
                "latency":{"p50":1.5,"p90":20.0,"p99":null,"max":0.0},\
                "upstreams":[{"name":"pay\\"ments","endpoints":[{"name":"http://a:9001","address":"10.0.0.1:9001",\
                "state":"failing","active":13,"idle":14,"failures":15}]}],"connections":12,\
                "tokens":{"issued":16,"refused":17},"revision":18,"reloadProblems":["line\\n1"],"sequence":19,\
                "applications":20,"memoryBytes":21}
                """)
    }
}
