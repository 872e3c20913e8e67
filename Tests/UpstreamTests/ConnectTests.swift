import EventLoop
import Glibc
import HTTPCodec
import Testing
import TollgateTesting

@testable import Upstream

@Suite struct ConnectTests {
    private static let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

    @Test func `a refused connection is told, and the next call gets one where somebody listens`() throws {
        let port = try RawListener.unusedPort()
        let pool = try PoolUnderTest(ports: [port])
        try pool.send("refused")
        #expect(try pool.outcome("refused").end == "upstream.connect")
        try pool.waitForConnections(0)
        let service = try RawListener(port: port)
        try pool.send("served")
        let peer = try service.accept()
        #expect(try peer.readRequest().head == PoolUnderTest.get)
        try peer.send(Self.response)
        let outcome = try pool.outcome("served")
        #expect(outcome.end == "ended")
        #expect(outcome.text == "hi")
    }

    @Test func `a connection that nobody takes up ends in time`() throws {
        // The kernel completes one connection, whose place is taken here; it leaves those that follow unanswered.
        let hole = try RawListener(backlog: 0)
        let fillers = try [RawConnection(to: hole.port)]
        let pool = try PoolUnderTest(ports: [hole.port]) { $0.connect = 200 }
        try pool.send("lost")
        #expect(try pool.outcome("lost").end == "upstream.connectTimeout")
        try pool.waitForConnections(0)
        _ = fillers
    }

    @Test func `endpoints get calls in turn, and one that refused rests`() throws {
        let services = try [RawListener(), RawListener()]
        let dead = try RawListener.unusedPort()
        let pool = try PoolUnderTest(ports: [services[0].port, services[1].port, dead])
        var peers: [RawConnection] = []
        for (name, service) in [("1", services[0]), ("2", services[1])] {
            try pool.send(name, fresh: true)
            peers.append(try service.accept())
        }
        try pool.send("3", fresh: true)
        #expect(try pool.outcome("3").end == "upstream.connect")
        for (name, service) in [("4", services[0]), ("5", services[1]), ("6", services[0]), ("7", services[1])] {
            try pool.send(name, fresh: true)
            peers.append(try service.accept())
        }
        for peer in peers {
            _ = try peer.readRequest()
            try peer.send(Self.response)
        }
        for name in ["1", "2", "4", "5", "6", "7"] { #expect(try pool.outcome(name).end == "ended") }
    }

    /// What broke: libcurl says of a socket that it did not get what it says of a refusal, and the endpoint was passed over.
    @Test func `a call that finds no descriptor is told so, and the endpoint that it was for stays in use`() throws {
        let services = try [RawListener(), RawListener()]
        let pool = try PoolUnderTest(ports: services.map(\.port))
        func serve(_ name: String, at service: RawListener) throws {
            try pool.send(name, fresh: true)
            let peer = try service.accept()
            _ = try peer.readRequest()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
            #expect(try pool.outcome(name).end == "ended")
        }
        // The handles that these leave behind are all that a connection takes besides its socket.
        try serve("1", at: services[0])
        try serve("2", at: services[1])
        try pool.loop.perform { parts in
            parts.send("3", PoolUnderTest.get, .get, fresh: true)
            // Others have taken the last ones meanwhile.
            try? OpenDescriptors.withLeft(0) {
                for _ in 0..<10 { parts.requests["3"]?.connection?.driveConnect(nil) }
            }
        }
        #expect(try pool.look("3").end == "upstream.resources")
        try serve("4", at: services[1])
        try serve("5", at: services[0])
    }

    @Test func `of the last descriptors none goes to a connection, nor stays with what was to make one`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        try pool.send("1", fresh: true)
        let peer = try service.accept()
        _ = try peer.readRequest()
        try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        #expect(try pool.outcome("1").end == "ended")
        try pool.waitForConnections(0)
        try OpenDescriptors.withLimit(400) {
            let taken = OpenDescriptors.take { $0 < 368 }
            let before = OpenDescriptors.count
            try pool.loop.perform { parts in
                parts.loop.lookAtDescriptorLimit()
                for name in ["with handles", "without"] { parts.send(name, PoolUnderTest.get, .get, fresh: true) }
            }
            #expect(try pool.outcome("with handles").end == "upstream.resources")
            #expect(try pool.loop.perform { $0.requests["without"]?.connection == nil })
            // Others of the process have one for a moment, such as to read a file of the system's.
            #expect(OpenDescriptors.returns(to: before))
            for one in taken { close(one) }
        }
    }

    @Test func `a call that is given up leaves nothing behind`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        let count = try pool.loop.perform { $0.loop.registrationCount }
        for index in 0..<20 {
            try pool.send("\(index)")
            let peer = try service.accept()
            if index % 2 == 0 { _ = try peer.readRequest() }
            try pool.loop.perform { parts in
                let request = parts.requests["\(index)"]
                request?.connection?.cancel()
                request?.connection = nil
            }
            _ = try peer.readToEnd()
        }
        try pool.waitForConnections(0)
        #expect(try pool.loop.perform { $0.loop.registrationCount } == count)
    }

    /// Each connection has handles of libcurl's own, which are kept for the next one.
    @Test func `descriptors return to where they were`() throws {
        let service = try RawListener()
        let pool = try PoolUnderTest(ports: [service.port])
        var counts: [Int] = []
        for round in 0..<4 {
            var peers: [RawConnection] = []
            for index in 0..<8 {
                try pool.send("\(round).\(index)", fresh: true)
                peers.append(try service.accept())
            }
            for (index, peer) in peers.enumerated() {
                _ = try peer.readRequest()
                if index % 2 == 0 { try peer.send(Self.response) }
                peer.close()
            }
            for index in 0..<8 {
                #expect(try pool.outcome("\(round).\(index)").end == (index % 2 == 0 ? "ended" : "upstream.reset"))
            }
            try pool.waitForConnections(0)
            counts.append(OpenDescriptors.count)
        }
        // The first round makes what is kept. One descriptor a connection would be 16 more; what tests before this one had
        // open may come and go by a few.
        #expect(counts[3] < counts[1] + 8)
    }
}
