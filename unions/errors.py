"""Why was an act refused, in one Vietnamese sentence?"""

from django.http import Http404


class Refusal(Exception):
    """An act that may not happen; `str(refusal)` is the sentence the person reads."""

    sentence = "Việc này không thực hiện được."

    def __init__(self, sentence=None, **data):
        self.data = data
        super().__init__(sentence or self.sentence)


class ChangedMeanwhile(Refusal):
    sentence = "Người khác vừa thay đổi mục này. Đồng chí xem lại nội dung mới rồi thực hiện tiếp."


class OutOfScope(Http404):
    """Outside one's tree a thing does not exist (DESIGN §5)."""


class NotAllowed(Exception):
    """Inside the tree, without the right: answered 403 with the sentence."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)


class SignInNeeded(Exception):
    """Nobody is signed in, or the sign-in ran out in the middle of the work."""


class Unreadable(ValueError):
    """Typed text that is no number or day, or may mean two; the sentence says what to write instead.

    `readings` are the ways it may have been meant, as they should be typed.
    """

    def __init__(self, sentence, readings=()):
        self.sentence = sentence
        self.readings = list(readings)
        super().__init__(sentence)
