"""How does a row move from one state to the next, once?

A lifecycle is a literal table `state → {move → next}`. The engine moves rows with a compare-and-set UPDATE, so two
people, two taps or two workers can never both make the same move; it holds on any number of machines.
"""

from unions.errors import ChangedMeanwhile, Refusal


class WrongState(Refusal):
    """The move does not start from where the row stands."""


class Lifecycle:
    def __init__(self, name, table, *, field="state"):
        self.name = name
        self.table = table
        self.field = field

    @property
    def moves(self):
        return sorted({move for moves in self.table.values() for move in moves})

    def allows(self, row, move):
        return move in self.table[getattr(row, self.field)]

    def sources(self, move):
        return [state for state, moves in self.table.items() if move in moves]

    def advance(self, row, move, **columns):
        """Move one row and write `columns` with it; the row in memory follows.

        Raises WrongState when the move is not in the table, ChangedMeanwhile when somebody else moved first.
        """
        now = getattr(row, self.field)
        if move not in self.table[now]:
            raise WrongState(self._refusal(row))
        to = self.table[now][move]
        touched = (
            type(row).objects.filter(pk=row.pk, **{self.field: now}).update(**{self.field: to}, **columns)
        )
        if touched != 1:
            raise ChangedMeanwhile
        for name, value in {self.field: to, **columns}.items():
            setattr(row, name, value)
        return row

    def advance_all(self, rows, move, **columns):
        """Move every row of a queryset that stands where `move` starts, in one statement per start state."""
        moved = 0
        for state in self.sources(move):
            to = self.table[state][move]
            moved += rows.filter(**{self.field: state}).update(**{self.field: to}, **columns)
        return moved

    def _refusal(self, row):
        label = getattr(row, f"get_{self.field}_display")()
        return f"Mục này đang ở trạng thái “{label}” nên không thực hiện được việc đó."
