"""The web server of an app that speaks https itself."""

import re
import socket
import ssl
from contextlib import closing
from typing import Any

import gevent
from flask import Flask
from gevent.pywsgi import WSGIServer

from openspace.web.http import Handler, log

_HANDSHAKE = 10.0  # seconds in which a connection must have become a TLS one
_HELLO = b"\x16"  # the first byte of a handshake
_REQUEST = re.compile(rb"(?:GET|HEAD) (/[!-~]*) HTTP/1\.[01]\r\n")
_LONGEST = 16 * 1024  # bytes of a plain request


class SecureServer(WSGIServer):
    """Who never finishes a handshake does not stay; who looks for open ports or does not trust our certificate makes no
    noise in the log. The wall shows the address without https:// and so it is typed: plain http is led over here."""

    def __init__(self, listener: socket.socket, app: Any, context: ssl.SSLContext, base: str, **options: Any) -> None:
        super().__init__(listener, app, ssl_context=context, **options)
        self._context, self._base = context, base.encode()

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> None:
        """A new connection."""
        with closing(client_socket):
            try:
                with gevent.Timeout(_HANDSHAKE, TimeoutError("no handshake")):
                    if client_socket.recv(1, socket.MSG_PEEK) != _HELLO:
                        self._lead_over(client_socket)
                        return
                    secure = self._context.wrap_socket(client_socket, server_side=True)
            except OSError as error:
                log.debug("no TLS: %s", error)
                return
        with closing(secure):
            self.handle(secure, address)

    def _lead_over(self, plain: Any) -> None:
        """To our own address only, and for this time: another year this name may well be a plain hotspot's."""
        if asked := _REQUEST.match(plain.recv(_LONGEST)):
            where = b"Location: %s%s\r\n" % (self._base, asked[1])
            plain.sendall(b"HTTP/1.1 302 Found\r\n" + where + b"Connection: close\r\nContent-Length: 0\r\n\r\n")
            plain.shutdown(socket.SHUT_WR)


def server(listener: socket.socket, app: Flask, context: ssl.SSLContext, base: str) -> WSGIServer:
    """The web server of an app, with a certificate, that phones reach at this address."""
    return SecureServer(listener, app, context, base, handler_class=Handler, log=None, error_log=log)
