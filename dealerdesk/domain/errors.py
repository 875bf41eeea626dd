"""Refusals that a person can act on, apart from bugs, which stay ordinary exceptions."""

from __future__ import annotations

from dealerdesk.domain.messages import Message


class DealerDeskError(Exception):
    """Something was not done, for a reason that the person at the desk can mend.

    Carries a `message` (code and sentence) and the parameters of the sentence; ``str()`` says it in the
    current language. Raising one promises that nothing was changed.
    """

    def __init__(self, message: Message, **params: object) -> None:
        super().__init__(message, params)
        self.message = message
        self.params = params

    @property
    def code(self) -> str:
        """The stable code that scripts may rely on."""
        return self.message.code

    def __str__(self) -> str:
        return self.message.said(**self.params)


class Cancelled(Exception):  # noqa: N818 - it is no error: somebody wanted it so
    """The person stopped a long piece of work; everything is as it was before."""
