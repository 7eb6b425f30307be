"""Words that settings and store share, kept apart from the records because those take long to load."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scoring.text import safe_text

VoiceKind = Literal["understudy", "model"]

SafeText = Annotated[str, AfterValidator(safe_text)]
Name = Annotated[SafeText, AfterValidator(str.strip), Field(min_length=1, max_length=200)]
