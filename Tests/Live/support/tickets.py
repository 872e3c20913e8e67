"""A service over TLS 1.3 that sends session tickets when a test says so, which Python's own TLS cannot."""

import contextlib
import ctypes
import socket
import threading

LIBRARY = ctypes.CDLL("libssl.so.3")
for name in ("TLS_server_method", "SSL_CTX_new", "SSL_new"):
    getattr(LIBRARY, name).restype = ctypes.c_void_p
PEM, SET_MINIMUM, TLS_1_3 = 1, 123, 0x0304


class TicketService:
    """Answers each request of each connection with `ok`; a connection is a :class:`TicketConnection`."""

    def __init__(self, certificate):
        self.context = ctypes.c_void_p(LIBRARY.SSL_CTX_new(ctypes.c_void_p(LIBRARY.TLS_server_method())))
        assert LIBRARY.SSL_CTX_ctrl(self.context, SET_MINIMUM, ctypes.c_long(TLS_1_3), None) == 1
        assert LIBRARY.SSL_CTX_use_certificate_chain_file(self.context, str(certificate.certificate).encode()) == 1
        assert LIBRARY.SSL_CTX_use_PrivateKey_file(self.context, str(certificate.key).encode(), PEM) == 1
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"
        self.connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = TicketConnection(self.context, self.listener.accept()[0])
                self.connections.append(connection)
                threading.Thread(target=connection.serve, daemon=True).start()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)


class TicketConnection:
    """One connection; the library is used by one thread at a time, between two requests."""

    def __init__(self, context, accepted):
        self.socket = accepted
        self.tls = ctypes.c_void_p(LIBRARY.SSL_new(context))
        self.lock = threading.Lock()
        self.requests = 0
        self.has_ended = False
        LIBRARY.SSL_set_fd(self.tls, accepted.fileno())

    def serve(self):
        room = ctypes.create_string_buffer(65536)
        with self.lock:
            if LIBRARY.SSL_accept(self.tls) != 1:
                self.has_ended = True
        while not self.has_ended:
            # Waits without the lock, so that a ticket can be sent meanwhile.
            try:
                self.socket.recv(1, socket.MSG_PEEK)
            except OSError:
                self.has_ended = True
                return
            with self.lock:
                if LIBRARY.SSL_read(self.tls, room, len(room)) <= 0:
                    self.has_ended = True
                    return
                self.requests += 1
                self._write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    def _write(self, data):
        assert LIBRARY.SSL_write(self.tls, data, len(data)) == len(data)

    def send_ticket(self):
        with self.lock:
            assert LIBRARY.SSL_new_session_ticket(self.tls) == 1
            assert LIBRARY.SSL_do_handshake(self.tls) == 1

    def send(self, data):
        with self.lock:
            self._write(data)

    def say_end(self):
        """Sends close_notify, and keeps the socket open."""
        with self.lock:
            LIBRARY.SSL_shutdown(self.tls)
