import Testing
import TollgateTesting

@testable import EventLoop

@Suite struct ReplyTests {
    @Test func `what is asked of a loop is answered by it`() async throws {
        let loop = try TestLoop { _ in 42 }
        let mailbox = loop.thread.mailbox
        let answer: Int? = await mailbox.ask { reply in
            reply.give(7)
            reply.give(8)
        }
        #expect(answer == 7)
    }

    @Test func `a reply that is let go of gives nothing`() async throws {
        let loop = try TestLoop { _ in 42 }
        let answer: Int? = await loop.thread.mailbox.ask { _ in }
        #expect(answer == nil)
    }

    @Test func `a loop that has stopped gives nothing`() async throws {
        let mailbox: Mailbox
        do {
            let loop = try TestLoop { _ in 42 }
            mailbox = loop.thread.mailbox
        }
        let answer: Int? = await mailbox.ask { reply in reply.give(7) }
        #expect(answer == nil)
    }
}
