import Testing

@testable import EventLoop

@Suite struct HandlerTableTests {
    @Test func `a slot is reused under a new generation`() {
        var table = HandlerTable()
        let (one, two) = (Handler { _ in }, Handler { _ in })
        let first = table.insert(one, descriptor: 7)
        table.remove(first)
        let second = table.insert(two, descriptor: 7)
        #expect(second.slot == first.slot)
        #expect(second.generation != first.generation)
        #expect(table.handler(of: first) == nil)
        #expect(table.descriptor(of: first) == nil)
        #expect(table.handler(of: second) === two)
        #expect(table.descriptor(of: second) == 7)
        table.remove(first)
        #expect(table.handler(of: second) === two, "ending an ended registration changes nothing")
        #expect(table.count == 1)
    }

    @Test func `ending a registration twice frees its slot once`() {
        var table = HandlerTable()
        let handler = Handler { _ in }
        let registration = table.insert(handler, descriptor: 1)
        table.remove(registration)
        table.remove(registration)
        #expect(table.count == 0)
        let (first, second) = (table.insert(handler, descriptor: 2), table.insert(handler, descriptor: 3))
        #expect(first.slot != second.slot)
    }

    @Test func `a registration survives the way through the kernel's 64 bits`() {
        for slot: UInt32 in [0, 1, .max - 1, .max] {
            for generation: UInt32 in [0, 1, .max] {
                let registration = Registration(slot: slot, generation: generation)
                #expect(Registration(word: registration.word) == registration)
            }
        }
    }
}
