"""A language model behind an address as a coder among coders: any endpoint that speaks the chat completions form.

Many servers speak it, those that run a model on one's own machine too. Answers are kept in a file, one a line, under a
hash of what was asked, so that work goes on where it stopped and a study can be repeated without a network.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from legiscompare.errors import DataError, SourceError, UsageError

if TYPE_CHECKING:
    from http.client import HTTPMessage

    from legiscompare.study.opinions import Question

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are this machine: only they may be asked without encryption."""
LONGEST = 1_000_000
"""Bytes of an answer that are read at most."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The key and the texts go where the user sent them, nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """No request follows."""
        del req, fp, code, msg, headers, newurl


@dataclass
class ChatEndpoint:
    """A coder that asks a model. `address` is the base of the interface, such as `http://localhost:8080/v1`."""

    address: str
    model: str
    key: str = field(default="", repr=False)
    """Sent as a bearer token; empty for none."""
    answers: Path | None = None
    """File of recorded answers: what stands in it is not asked again, what is asked is added."""
    offline: bool = False
    """Use recorded answers alone."""
    timeout: float = 120.0
    """Seconds for one answer."""
    _known: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(
                "this is not the address of an endpoint",
                where=self.address,
                mend="give an address such as https://HOST/v1",
            )
        if parts.scheme == "http" and parts.hostname not in LOCAL:
            raise UsageError(
                "another computer may only be asked over an encrypted connection",
                where=self.address,
                mend="use an address that begins with https://",
            )
        if self.answers is not None and self.answers.is_file():
            self._known = _recorded(self.answers)

    @property
    def local(self) -> bool:
        """Whether the texts stay on this machine."""
        return urlsplit(self.address).hostname in LOCAL

    def opinion(self, question: Question) -> dict[str, str]:
        """The model's answer as cells. Raises DataError if it is no JSON object, SourceError if there is no answer."""
        return cells_of(self._said(messages(question)), question.id)

    def _said(self, asked: list[dict[str, str]]) -> str:
        body = {"model": self.model, "messages": asked, "temperature": 0, "seed": 0}
        data = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        name = hashlib.sha256(data).hexdigest()
        if name not in self._known:
            if self.offline:
                raise DataError(
                    "the file of answers holds no answer to this question",
                    where=str(self.answers or "--answers"),
                    mend="ask it once without --offline",
                )
            self._known[name] = self._ask(data)
            if self.answers is not None:
                with self.answers.open("a", encoding="utf-8", newline="\n") as file:
                    file.write(json.dumps({"asked": name, "answer": self._known[name]}, ensure_ascii=False) + "\n")
        return self._known[name]

    def _ask(self, data: bytes) -> str:
        headers = {"Content-Type": "application/json", "User-Agent": "legiscompare"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        address = f"{self.address.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, data, headers)  # noqa: S310 - the scheme was looked at above
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=self.timeout) as reply:
                got = reply.read(LONGEST + 1)
        except urllib.error.HTTPError as error:
            error.close()
            raise SourceError(
                f"the endpoint answers {error.code}", where=address, mend="check the address, the model and the key"
            ) from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise SourceError(
                f"the endpoint does not answer: {reason}", where=address, mend="check that the endpoint is running"
            ) from error
        return _content(got, address)


def _content(got: bytes, address: str) -> str:
    try:
        if len(got) > LONGEST:
            raise ValueError(f"it is longer than {LONGEST} bytes")
        said = json.loads(got)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise SourceError(
            f"the answer of the endpoint is not a chat completion ({error})",
            where=address,
            mend="check the address: it often ends in /v1",
        ) from error
    return said if isinstance(said, str) else ""


def messages(question: Question) -> list[dict[str, str]]:
    """What a model is told: the codebook, then the passages and their parts, then what was wrong before."""
    parts = [f"language: {question.language}"]
    for side in ("draft", "final"):
        parts += ["", f"{side} ({getattr(question, f'{side}_ref')}):", getattr(question, f"{side}_text"), "its parts:"]
        parts += [f"- {role}: {' '.join(words.split())}" for role, words in getattr(question, f"{side}_elements")]
    if question.fault:
        parts += ["", f"Your answer before could not be used: {question.fault}. Answer again."]
    return [{"role": "system", "content": question.codebook}, {"role": "user", "content": "\n".join(parts)}]


def cells_of(said: str, where: str) -> dict[str, str]:
    """The JSON object in an answer, words around it left aside. Raises DataError if there is none."""
    _, opening, rest = said.partition("{")
    inner, closing, _ = rest.rpartition("}")
    try:
        found = json.loads(opening + inner + closing) if closing else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise DataError(
            "the answer is not a JSON object", where=where, mend="answer with one JSON object and nothing else"
        )
    return {str(name): value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}


def _recorded(path: Path) -> dict[str, str]:
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            one = json.loads(line)
            found[str(one["asked"])] = str(one["answer"])
        except (ValueError, LookupError, TypeError) as error:
            raise DataError(
                "this line is not a recorded answer", where=f"{path}:{number}", mend="remove the line"
            ) from error
    return found
