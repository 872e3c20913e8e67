/// Who is told about which registration: slots that are reused, each under a new generation.
struct HandlerTable {
    private struct Slot {
        var generation: UInt32
        var descriptor: CInt
        var handler: (any EventHandler)?
        /// The turn of the loop in which its events come first.
        var earlyAt: UInt64 = 0
    }

    private var slots: ContiguousArray<Slot> = []
    private var free: ContiguousArray<UInt32> = []

    /// How many registrations stand.
    var count: Int { slots.count - free.count }

    mutating func insert(_ handler: any EventHandler, descriptor: CInt) -> Registration {
        if let slot = free.popLast() {
            slots[Int(slot)].handler = handler
            slots[Int(slot)].descriptor = descriptor
            return Registration(slot: slot, generation: slots[Int(slot)].generation)
        }
        slots.append(Slot(generation: 1, descriptor: descriptor, handler: handler))
        return Registration(slot: UInt32(slots.count - 1), generation: 1)
    }

    /// The handler of a registration that still stands.
    func handler(of registration: Registration) -> (any EventHandler)? {
        let index = Int(registration.slot)
        return slots[index].generation == registration.generation ? slots[index].handler : nil
    }

    /// Has the events of a registration come first in one turn of the loop.
    mutating func setEarly(_ registration: Registration, at turn: UInt64) {
        let index = Int(registration.slot)
        if slots[index].generation == registration.generation { slots[index].earlyAt = turn }
    }

    /// Whether the events of a registration come first in this turn.
    func isEarly(_ registration: Registration, at turn: UInt64) -> Bool {
        let index = Int(registration.slot)
        return slots[index].earlyAt == turn && slots[index].generation == registration.generation
    }

    /// The descriptor of a registration that still stands.
    func descriptor(of registration: Registration) -> CInt? {
        let slot = slots[Int(registration.slot)]
        return slot.generation == registration.generation ? slot.descriptor : nil
    }

    /// Ends a registration. Ending one that has ended changes nothing.
    mutating func remove(_ registration: Registration) {
        let index = Int(registration.slot)
        guard slots[index].generation == registration.generation else { return }
        slots[index].generation &+= 1
        slots[index].handler = nil
        slots[index].descriptor = -1
        free.append(registration.slot)
    }
}
