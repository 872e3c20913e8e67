/// The right to change or end what the loop watches for one descriptor.
///
/// It names a slot and that slot's generation. `epoll` reports both, so that an event which was already in the batch
/// when its descriptor was closed, and perhaps opened again by somebody else, reaches nobody.
@frozen
package struct Registration: Sendable, Hashable {
    let slot: UInt32
    let generation: UInt32

    /// None that ever stands: generations begin with 1.
    static let none = Registration(slot: 0, generation: 0)

    init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    /// From the 64 bits that `epoll` carries.
    init(word: UInt64) {
        slot = UInt32(truncatingIfNeeded: word)
        generation = UInt32(truncatingIfNeeded: word >> 32)
    }

    /// As the 64 bits that `epoll` carries.
    var word: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
}
