from collections.abc import Sequence
from typing import Any, Literal, final

__all__ = ["LimitExceeded", "Repair", "Result", "__version__", "clean"]

__version__: str

class LimitExceeded(RuntimeError):
    """A text that is over a limit of size, nesting or time."""

@final
class Repair:
    """One repair: what stood where, what stands there now, and why."""

    @property
    def rule(self) -> str:
        """The id of the rule."""
    @property
    def start(self) -> int:
        """Where it begins in the text that went in, in characters."""
    @property
    def end(self) -> int:
        """Where it ends in the text that went in, in characters."""
    @property
    def before(self) -> str:
        """What stood there."""
    @property
    def after(self) -> str:
        """What stands there now."""
    @property
    def reason(self) -> str:
        """In a few words, what decided."""
    @property
    def safety(self) -> Literal["safe", "suggested"]:
        """How sure it is."""

@final
class Result:
    """A cleaned article."""

    @property
    def text(self) -> str:
        """The rendering that was asked for."""
    @property
    def repairs(self) -> list[Repair]:
        """What was repaired, in the order of repair."""
    @property
    def document(self) -> dict[str, Any]:
        """The article: metadata, typed blocks, repairs, as the command's `--to json` has them."""
    @property
    def notes(self) -> list[str]:
        """What was uncertain in reading or could not be written as it is, a sentence each."""

def clean(
    text: str,
    *,
    to: Literal["markdown", "html", "text", "json"] = "markdown",
    source_format: Literal["auto", "text", "markdown", "html"] = "auto",
    url: str | None = None,
    extract: str = "auto",
    language: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    suggested: bool = False,
    words: Sequence[str] | None = None,
    front_matter: bool = True,
    fragment: bool = False,
    wrap: int | None = None,
    time_limit: float | None = 300.0,
) -> Result:
    """Restores the article in a text.

    Raises ValueError for an argument that says nothing, UnicodeEncodeError for a text with lone surrogates, and
    LimitExceeded for a text that is too large, nests too deep, or takes longer than the time limit, in seconds.
    """
