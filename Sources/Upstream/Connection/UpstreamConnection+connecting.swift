internal import EventLoop
internal import Glibc

/// Connecting: libcurl says what to wait for, and when it has come.
extension UpstreamConnection: CurlPairOwner {
    /// Begins to connect on behalf of a request.
    func connect(for delegate: any UpstreamDelegate) {
        self.delegate = delegate
        timer = loop.makeTimer(self)
        do {
            try curl.connect(endpoint, timeout: timeouts.connect, owner: self)
        } catch {
            // Told later: the caller has not yet got the connection.
            words = error.description
            connectError = failure(error)
        }
        schedule()
    }

    func driveConnect(_ descriptor: CInt?, readable: Bool = false, writable: Bool = false) {
        if let connectError { return fail(connectError) }
        guard let outcome = curl.drive(descriptor, readable: readable, writable: writable) else { return }
        switch outcome {
        case .failure(let error):
            words = error.description
            fail(failure(error))
        case .success: connected()
        }
    }

    /// Why there is no connection. Of a socket that it did not get libcurl says what it says of a refusal: that it could not
    /// connect.
    private func failure(_ error: CurlError) -> UpstreamFailure {
        let failure = UpstreamFailure.connecting(error)
        return failure == .connect && lacksDescriptor ? .resources : failure
    }

    func connected() {
        forget()
        guard let socket = curl.activeSocket() else { return fail(.connect) }
        descriptor = socket
        do {
            registration = try loop.register(socket, for: .readable, handler: self)
        } catch {
            return fail(.resources)
        }
        watched = .readable
        phase = .busy
        disarm()
        guard let delegate else { return close() }
        delegate.upstreamConnected(self)
    }

    func curlOpens(_ socket: CurlSocket) -> CInt? {
        let descriptor = socket.open()
        if let descriptor, !loop.keeps(descriptor, from: .calls) { return descriptor }
        lacksDescriptor = descriptor != nil || [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno)
        if let descriptor { _ = Glibc.close(descriptor) }
        return nil
    }

    func curlWatches(_ descriptor: CInt, readable: Bool, writable: Bool) {
        guard phase == .connecting else { return }
        forget()
        self.descriptor = descriptor
        watched = readable ? (writable ? [.readable, .writable] : .readable) : writable ? .writable : []
        do {
            registration = try loop.register(descriptor, for: watched, handler: self)
        } catch {
            connectError = .resources
            schedule()
        }
    }

    func curlForgets(_ descriptor: CInt) {
        if phase == .connecting { forget() }
    }

    func curlCloses(_ descriptor: CInt) { forget() }

    func curlWaits(_ milliseconds: Int?) {
        guard phase == .connecting, let timer else { return }
        guard let milliseconds else { return loop.disarm(timer) }
        if milliseconds == 0 { return schedule() }
        loop.arm(timer, after: Int64(milliseconds))
    }
}
