"""What a person settles about a model endpoint: where it is, which model, whose key, and its limits."""

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from simulator.errors import AuthError, EndpointConfigError

OPENAI = "https://api.openai.com/v1"
NO_KEY = "none"
"""Sent where there is no key: local servers need none, and the SDK refuses to start without."""

Seconds = Annotated[float, Field(gt=0, le=3_600)]
Price = Annotated[float, Field(ge=0)]


class EndpointSettings(BaseModel):
    """One endpoint that speaks the OpenAI chat protocol."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    base_url: str = ""
    """Its address, up to and with `/v1`. Empty: OPENAI_BASE_URL, else OpenAI."""
    model: str = ""
    """The model's name. Empty: MOTET_MODEL, else one of those that the server lists."""
    key_env: str = "OPENAI_API_KEY"
    """The environment variable that holds the key. The key itself never stands in a file of settings."""
    key_file: Annotated[Path, AfterValidator(Path.expanduser)] | None = None
    """A file that holds nothing but the key. None: not used."""
    keyring: str = ""
    """The service under which the system's keyring holds the key for the user `motet`. Empty: not used."""
    plain_http: bool = False
    """Whether http:// to another machine is wanted; everything said can be read on the way."""
    context: Annotated[int, Field(ge=1_024)] = 8_192
    """Tokens that the model holds, prompt and answer together."""
    connect: Seconds = 5
    """Seconds in which a connection must stand."""
    first_token: Seconds = 30
    """Seconds in which the first word must come."""
    gap: Seconds = 15
    """Seconds that may pass between two pieces."""
    total: Seconds = 120
    """Seconds that one answer may take."""
    retries: Annotated[int, Field(ge=0, le=3)] = 3
    """How often a request that failed in passing is tried again."""
    price_in: Price | None = None
    """Price of a million prompt tokens. None: not known."""
    price_cached: Price | None = None
    """Price of a million prompt tokens that the server had kept. None: as `price_in`."""
    price_out: Price | None = None
    """Price of a million tokens of answer. None: not known."""
    budget_tokens: Annotated[int, Field(gt=0)] | None = None
    """Tokens that one session may use, then the authored lines take over. None: no limit."""
    budget_cost: Annotated[float, Field(gt=0)] | None = None
    """What one session may cost, then the authored lines take over. None: no limit."""

    def filled(self) -> Self:
        """Return these settings with what the environment says where they are silent."""
        base_url = self.base_url or os.environ.get("OPENAI_BASE_URL", "").strip() or OPENAI
        model = self.model or os.environ.get("MOTET_MODEL", "").strip()
        return self.model_copy(update={"base_url": base_url.rstrip("/"), "model": model})

    @property
    def host(self) -> str:
        """The name of the machine; where everything that is said goes."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_loopback(self) -> bool:
        """Whether it runs on this machine."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def checked(endpoint: EndpointSettings) -> EndpointSettings:
    """Return the filled settings of an endpoint that may be spoken to.

    Raises:
        EndpointConfigError: the address is none, carries a password, or is not encrypted, or a budget in
            money has no prices.
    """
    filled = endpoint.filled()
    try:
        parts = urlsplit(filled.base_url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise EndpointConfigError("base_url is no address; write one such as http://127.0.0.1:11434/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise EndpointConfigError(
            "base_url carries more than an address; give the key by key_env or key_file"
        )
    if filled.budget_cost and (filled.price_in is None or filled.price_out is None):
        raise EndpointConfigError("budget_cost limits nothing without prices; set price_in and price_out")
    if parts.scheme == "http" and not filled.is_loopback and not filled.plain_http:
        raise EndpointConfigError(
            f"{filled.host} would be spoken to unencrypted; use https://, or set plain_http = true"
        )
    return filled


def key_of(endpoint: EndpointSettings) -> SecretStr:
    """Return the key of an endpoint, or a placeholder where none is set and none may be needed.

    Raises:
        AuthError: OpenAI without a key, or a key that cannot be read.
        EndpointConfigError: the key holds signs that no key has.
    """
    key = _from_file(endpoint.key_file) or os.environ.get(endpoint.key_env, "") or _from_keyring(endpoint)
    key = key.strip()
    if not key:
        if endpoint.base_url == OPENAI:
            raise AuthError(f"OpenAI needs a key; set {endpoint.key_env}, or key_file or keyring")
        return SecretStr(NO_KEY)
    if not key.isascii() or not key.isprintable() or " " in key:
        raise EndpointConfigError("the key holds signs that no key has; copy it again")
    return SecretStr(key)


def _from_file(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8")[:10_000]
    except (OSError, UnicodeDecodeError) as error:
        raise AuthError(
            f"{path}: the key cannot be read ({type(error).__name__}); correct key_file"
        ) from None


def _from_keyring(endpoint: EndpointSettings) -> str:
    if not endpoint.keyring:
        return ""
    try:
        import keyring
    except ImportError:
        raise EndpointConfigError("keyring is not installed; pip install 'motet[keyring]'") from None
    try:
        return keyring.get_password(endpoint.keyring, "motet") or ""
    except keyring.errors.KeyringError as error:
        raise AuthError(f"the keyring gives no key ({type(error).__name__}); unlock it") from None
