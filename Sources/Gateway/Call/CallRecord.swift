internal import HTTPCodec

/// The access-log line of a call, as far as it is written: everything that is known when the call is decided, then how it
/// ended.
struct CallRecord: ~Copyable {
    var line = ByteBuffer()
}
