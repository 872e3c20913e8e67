internal import CLinux
internal import EventLoop
internal import Glibc

/// One listening socket of one loop.
final class Listener: EventHandler, TimerHandler, DeferredHandler {
    /// How many connections are taken at one event, so that a rush of them does not keep the others waiting.
    private static let acceptBatch = 64
    /// How long accepting rests when there is no room and nobody to make it, in milliseconds.
    private static let restMilliseconds: Int64 = 250

    /// Where it listens, with the port that the kernel gave.
    let settings: ListenerSettings
    private unowned let server: Server
    private let descriptor: CInt
    private var registration: Registration?
    private var timer: TimerID?
    private var isPaused = false
    /// A client whose descriptor is one of the last: it waits until there is another one for it.
    private var newcomer: (descriptor: CInt, peer: SocketAddress)?

    init(_ settings: ListenerSettings, server: Server) throws(SystemError) {
        descriptor = try settings.address.makeListener()
        self.server = server
        self.settings = settings.at((try? SocketAddress(localOf: descriptor)) ?? settings.address)
        registration = try server.loop.register(descriptor, for: .readable, handler: self)
        timer = server.loop.makeTimer(self)
    }

    func handle(_ events: Events) {
        // Somebody waits: one connection makes room in one turn, as nobody knows yet whether more do.
        guard server.hasRoom || server.makeRoom() else { return rest() }
        for _ in 0..<Self.acceptBatch {
            guard server.hasRoom, acceptOne() else { return }
        }
    }

    /// Takes one connection; whether another may be waiting.
    private func acceptOne() -> Bool {
        guard admitNewcomer() else { return false }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let accepted = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe clinux_accept(descriptor, address, &length)
            }
        }
        guard accepted >= 0 else { return acceptFailed(errno) }
        guard server.loop.keeps(accepted, from: server.use) else {
            admit(accepted, SocketAddress(storage))
            return true
        }
        newcomer = (accepted, SocketAddress(storage))
        if admitNewcomer() { return true }
        // Of the last ones not even a place to wait.
        if server.loop.keeps(accepted, from: .operation) { dismissNewcomer() }
        return false
    }

    private func admit(_ descriptor: CInt, _ peer: SocketAddress) {
        var one: CInt = 1
        unsafe setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
        server.accepted(descriptor, peer: peer, by: self)
    }

    /// Lets the newcomer in, where a descriptor has become free or somebody makes room; whether none waits any more.
    private func admitNewcomer() -> Bool {
        guard let (descriptor, peer) = newcomer else { return true }
        let loop = server.loop
        var moved = loop.move(descriptor, to: server.use)
        if moved == nil, server.makeRoom() { moved = loop.move(descriptor, to: server.use) }
        guard let moved else {
            rest()
            return false
        }
        newcomer = nil
        admit(moved, peer)
        return true
    }

    private func dismissNewcomer() {
        if let newcomer { Transport(descriptor: newcomer.descriptor).close(reset: true) }
        newcomer = nil
    }

    /// Takes the connections that wait now, as far as there is room.
    func takeWaiting() {
        while server.hasRoom, acceptOne() {}
    }

    private func acceptFailed(_ code: CInt) -> Bool {
        switch code {
        case EAGAIN, EWOULDBLOCK: return false
        // The client was gone before it was taken; the next may be there.
        case ECONNABORTED, EINTR, EPROTO: return true
        default:
            // No descriptors, no memory: whoever makes room gives a descriptor back.
            if !server.makeRoom() { rest() }
            return false
        }
    }

    /// Accepts nothing until a connection has ended, or one may make room: level-triggered, the listener would be reported
    /// without end.
    private func rest() {
        guard !isPaused, let registration else { return }
        isPaused = true
        server.loop.modify(registration, to: [])
        if let timer { server.loop.arm(timer, after: Self.restMilliseconds) }
    }

    /// Goes on accepting, after a connection has ended.
    func goOn() {
        if server.hasRoom { proceed() }
    }

    private func proceed() {
        guard isPaused, let registration else { return }
        isPaused = false
        server.loop.modify(registration, to: .readable)
        // No event tells of one that was taken already.
        if newcomer != nil { server.loop.runLater(self) }
    }

    func resume() {
        if registration != nil { handle(.readable) }
    }

    func timerFired(_ timer: TimerID) { proceed() }

    func close() {
        if let registration { server.loop.unregister(registration) }
        if let timer { server.loop.removeTimer(timer) }
        registration = nil
        timer = nil
        dismissNewcomer()
        _ = Glibc.close(descriptor)
    }
}
