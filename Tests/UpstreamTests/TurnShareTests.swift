import Testing

@testable import Upstream

struct TurnShareTests {
    /// What broke: fifty answers that came at once were each read by half a MiB, and whoever called meanwhile waited for all.
    @Test(arguments: [(0, 512), (1, 512), (8, 512), (16, 256), (64, 64), (100, 40), (128, 32), (256, 32)])
    func `the more answers come at once the less is read of each in a turn`(events: Int, kibibytes: Int) {
        #expect(UpstreamConnection.share(among: events) / 1024 == kibibytes)
    }
}
