"""Which bodies are meant by the words somebody typed?

Marks, capitals and both places of a tone do not matter; abbreviations count as what they stand for and the other way
round (`unions.abbreviations`). Exact names come first. Where nothing matches, one wrong letter is forgiven. However
many match, at most `POOL` are put in order: nobody reads a list of thousands, and the time stays the same at national
size.
"""

from dataclasses import dataclass
from itertools import islice, product

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from unions.abbreviations import ABBREVIATIONS, LONGEST, PHRASES
from unions.models import PastName
from unions.vietnamese import fold, nfc, one_placement, sort_key

POOL = 1000
MOST_WORDS = 24  # words beyond these no longer tell bodies apart
MOST_VARIANTS = 8
GUESSES = 1500  # bodies looked at one by one when a letter is wrong
GUESSED = 50
NO_MATTER = 1000
SHORT = 3  # letters: shorter words count at the beginning of a word only


@dataclass(frozen=True)
class Unit:
    """A word, or a phrase with an abbreviation; `ways` are all folded ways to write it, as typed first."""

    ways: tuple

    @property
    def typed(self):
        return self.ways[0]


def find(queryset, words):
    """Bodies of `queryset` that match, in the order in which they were probably meant; all of them without words."""
    units = units_of(words)
    if not units:
        return queryset.none() if words.strip() else queryset.in_order()
    pool = _pool(queryset, words, units)
    if not pool:
        return _find_misspelt(queryset, units)
    found = queryset.filter(pk__in=pool)
    ranked = found.annotate(found_first=_rank(words, units), found_length=Length("name"))
    return ranked.annotate(found_whole=_whole(units)).order_by(
        "found_first", "found_whole", "kind__rank", "sort_key", "pk"
    )


def _pool(queryset, words, units):
    """Ids of what may have been meant, two queries; read once, for the page, its count and its order ask for them."""
    rows = queryset.order_by().select_related(None)
    exact = [rows.filter(each).values_list("pk") for each in _exact(words)]
    found = [pk for (pk,) in exact[0].union(*exact[1:])]
    return sorted({*found, *rows.filter(_all(units)).values_list("pk", flat=True)[:POOL]})


def matching(words, at=""):
    """The same match as a condition without an order, for rows whose body stands at `at`: matching("may", "body__")."""
    units = units_of(words)
    if not units:
        return Q(pk__in=[])
    condition = _all(units, at)
    for each in _exact(words, at):
        condition |= each
    return condition


def units_of(words):
    """The typed words as units; phrases that have an abbreviation stay together."""
    tokens = fold(words).split()[:MOST_WORDS]
    units, place = [], 0
    while place < len(tokens):
        for length in range(min(LONGEST, len(tokens) - place), 0, -1):
            phrase = " ".join(tokens[place : place + length])
            others = PHRASES.get(phrase, ()) if length > 1 else ABBREVIATIONS.get(phrase, ())
            if others or length == 1:
                units.append(Unit((phrase, *others)))
                place += length
                break
    return units


# Conditions -----------------------------------------------------------------------------------------------------------


def _all(units, at=""):
    condition = Q()
    for unit in units:
        condition &= _any(unit, at)
    return condition


def _any(unit, at=""):
    condition = Q()
    for way in unit.ways:
        condition |= _occurs(way, at)
    return condition


def _occurs(way, at=""):
    text = f"{at}search_text"
    if len(way) > SHORT:
        return Q(**{f"{text}__contains": way})
    return Q(**{f"{text}__contains": f" {way}"}) | Q(**{f"{text}__startswith": way})


def _stands_alone(way):
    return Q(search_text__contains=f" {way} ") | Q(search_text__startswith=f"{way} ")


def _exact(words, at=""):
    """Conditions: the very name with its marks, the code of today, the code of before."""
    typed = " ".join(nfc(words).split())
    codes = [typed, typed.lower(), typed.upper()]
    before = PastName.objects.filter(code__in=codes).order_by().values("body")
    return (
        Q(**{f"{at}sort_key": sort_key(typed)}),
        Q(**{f"{at}code__in": codes}),
        Q(**{f"{at}pk__in": before}),
    )


# Order ----------------------------------------------------------------------------------------------------------------


def _variants(units):
    """The whole question in the ways it may be written, as typed first."""
    return [" ".join(each) for each in islice(product(*(unit.ways for unit in units)), MOST_VARIANTS)]


def _begins(units):
    condition = Q()
    for variant in _variants(units):
        condition |= Q(search_text__startswith=f"{variant} ")
    return condition


def _whole(units):
    """The name that is nothing but the question comes before those that go on behind it."""
    cases = [
        When(
            Q(search_text__startswith=f"{variant} ") & Q(found_length__lte=len(variant) + SHORT),
            then="found_length",
        )
        for variant in _variants(units)
    ]
    return Case(*cases, default=Value(NO_MATTER), output_field=IntegerField())


def _rank(words, units):
    """0 the very name; then names with the marks as typed before those without; in each, the nearest wording first."""
    typed = " ".join(nfc(words).split())
    whole, inside, alone = Q(), Q(), Q()
    for variant in _variants(units):
        whole |= Q(search_text__contains=f" {variant} ")
        inside |= Q(search_text__contains=variant)
    for unit in units:
        ways = Q()
        for way in unit.ways:
            ways |= _stands_alone(way)
        alone &= ways
    wordings = [_begins(units), whole, inside, alone]
    marks = _marked(typed)
    cases = [When(Q(sort_key=sort_key(typed)) | Q(short_name__iexact=typed) | Q(code__iexact=typed), then=0)]
    if marks is not None:
        cases += [When(marks & wording, then=place) for place, wording in enumerate(wordings, 1)]
        cases.append(When(marks, then=5))
    cases += [When(wording, then=place) for place, wording in enumerate(wordings, 6)]
    return Case(*cases, default=Value(10), output_field=IntegerField())


def _marked(typed):
    """The name carries the typed marks; None where none were typed."""
    marked = [word for word in typed.split()[:MOST_WORDS] if not word.isascii()]
    if not marked:
        return None
    condition = Q()
    for word in marked:
        # Neither SQLite nor PostgreSQL in the C locale knows the capital of đ.
        forms = {form for each in (word, one_placement(word)) for form in _capitals(each)}
        ways = Q()
        for form in sorted(forms):
            ways |= Q(name__contains=form)
        condition &= ways
    return condition


def _capitals(word):
    return word, word.lower(), word.upper(), word.capitalize()


# One wrong letter -----------------------------------------------------------------------------------------------------


def _find_misspelt(queryset, units):
    """Bodies that match when one letter is wrong, missing, doubled or changed places with the next."""
    tokens = [token for unit in units for token in unit.typed.split()]
    respelt = units_of(" ".join(_respelt(tokens)))
    condition = _all(respelt)
    for place, unit in enumerate(respelt):
        rest = respelt[:place] + respelt[place + 1 :]
        if halves := _halves(unit.typed):
            condition |= _all(rest) & halves
        elif rest:
            condition |= _all(rest)
    near = []
    guesses = queryset.filter(condition).order_by().values_list("pk", "search_text")
    for pk, text in guesses[:GUESSES]:
        if (distance := _distance(respelt, text)) <= 1:
            near.append((distance, len(text), pk))
    order = {pk: place for place, (_, _, pk) in enumerate(sorted(near)[:GUESSED])}
    if not order:
        return queryset.none()
    cases = [When(pk=pk, then=place) for pk, place in order.items()]
    found = queryset.filter(pk__in=list(order))
    nearest = Case(*cases, output_field=IntegerField())
    return found.annotate(found_first=nearest).order_by("found_first", "sort_key", "pk")


def _halves(token):
    """A token with one wrong letter still has one half unharmed; short ones have none worth looking for."""
    if len(token) <= SHORT or " " in token:
        return None
    middle = len(token) // 2
    first, second = token[:middle], token[middle:]
    # Letters that changed places across the middle harm both halves: then what surrounds them is unharmed.
    around = Q(search_text__contains=token[: middle - 1]) & Q(search_text__contains=token[middle + 1 :])
    return Q(search_text__contains=first) | Q(search_text__contains=second) | around


def _respelt(tokens):
    """Tokens in which an abbreviation, or the phrase it stands for, is written right."""
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        for place in range(len(tokens) - length + 1):
            typed = " ".join(tokens[place : place + length])
            for known in ABBREVIATIONS if length == 1 else PHRASES:
                if len(known) > SHORT and typed != known and is_near(typed, known):
                    return [*tokens[:place], *known.split(), *tokens[place + length :]]
    return tokens


def _distance(units, text):
    """How many letters are wrong, counted up to 2."""
    words, total = text.split(), 0
    padded, joined = f" {text} ", text.replace(" ", "")
    for unit in units:
        if any((way if len(way) > SHORT else f" {way}") in padded for way in unit.ways):
            continue
        if unit.typed not in joined and not any(is_near(unit.typed, word) for word in words):
            return 2
        total += 1
    return total


def is_near(first, second):
    """Do two words differ by at most one letter: wrong, missing, one too many, or two that changed places?"""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return True
    return len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
