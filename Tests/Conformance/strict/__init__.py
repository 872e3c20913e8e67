"""A reader of HTTP/1.1 that takes nothing but what RFC 9112 says, and shares no code with what is judged by it.

Slow and simple on purpose: it looks at all of the bytes anew each time, so that how they came cannot matter.
"""
