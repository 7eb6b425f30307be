"""The way to an endpoint: no redirects, no compression, no more bytes than an answer can have."""

import urllib.request
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx2

from simulator.endpoints import EndpointSettings
from simulator.errors import MalformedError

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes of one answer, its frames included."""
_PLAIN = ("", "identity")


class CappedBody(httpx2.AsyncByteStream):
    """A body that ends with an error when it grows too large."""

    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        """Count what comes out of `inner`."""
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = 0
        async for chunk in self._inner:
            count += len(chunk)
            if count > LARGEST_BODY:
                raise MalformedError(
                    "the endpoint's answer is longer than 8 MB; is base_url the /v1 address?"
                )
            yield chunk

    async def aclose(self) -> None:
        """Close the connection."""
        await self._inner.aclose()


class CappedTransport(httpx2.AsyncBaseTransport):
    """A transport whose answers are plain and bounded."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        """Send by `inner`."""
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer."""
        response = await self._inner.handle_async_request(request)
        if response.headers.get("content-encoding", "").lower() not in _PLAIN:
            await response.aclose()
            raise MalformedError(
                "the endpoint compresses although it was asked not to; switch that off there"
            )
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = CappedBody(response.stream)
        return response

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


def transport_to(endpoint: EndpointSettings) -> CappedTransport:
    """Return the transport to an endpoint: straight to this machine, elsewhere by the system's proxy."""
    proxy = None if endpoint.is_loopback else _proxy_for(endpoint.base_url)
    encrypted = endpoint.base_url.startswith("https:")  # reading all certificates takes 90 ms
    limits = httpx2.Limits(max_connections=4, keepalive_expiry=60)
    inner = httpx2.AsyncHTTPTransport(
        verify=encrypted, trust_env=not endpoint.is_loopback, proxy=proxy, limits=limits
    )
    return CappedTransport(inner)


def _proxy_for(address: str) -> str | None:
    parts = urlsplit(address)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    proxies = urllib.request.getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")
