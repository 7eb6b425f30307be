"""What a session has cost, and whether it may go on costing."""

from typing import Literal

from simulator.endpoints import EndpointSettings
from simulator.errors import Cause
from simulator.wording import Usage

Standing = Literal["open", "near", "spent"]
NEAR = 0.8
"""The share of a budget at which it is time to say so."""

READ_FOR_NOTHING: frozenset[Cause] = frozenset({"timeout", "malformed", "empty", "truncated", "refused"})
"""Failures of a server that had the question: its tokens are counted all the same."""


def cost_of(usage: Usage, endpoint: EndpointSettings) -> float | None:
    """Return what tokens cost, in the currency of the settings' prices. None: a price is not known."""
    if endpoint.price_in is None or endpoint.price_out is None:
        return None
    cached = endpoint.price_in if endpoint.price_cached is None else endpoint.price_cached
    fresh = usage.prompt - usage.cached
    return (fresh * endpoint.price_in + usage.cached * cached + usage.completion * endpoint.price_out) / 1e6


def standing(usage: Usage, endpoint: EndpointSettings) -> Standing:
    """Return how a session stands to its budget."""
    cost = cost_of(usage, endpoint)
    shares = [usage.tokens / endpoint.budget_tokens] if endpoint.budget_tokens else []
    if endpoint.budget_cost and cost is not None:
        shares.append(cost / endpoint.budget_cost)
    most = max(shares, default=0.0)
    return "spent" if most >= 1 else "near" if most >= NEAR else "open"
