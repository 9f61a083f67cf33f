"""Which cells does each sheet of the summary consist of? Values and names of looks; no spreadsheet library."""

from reports.tables import absences, blocs, checks, indicators, overview, participation, titles, units


def all_tables(summary):
    """The sheets in their order; the last one says what is not in the figures."""
    by_indicator = indicators.table(summary)
    by_bloc = blocs.table(summary)
    by_unit = units.table(summary)
    taking_part = participation.table(summary)
    yield overview.table(summary, by_indicator, taking_part)
    yield by_indicator
    yield by_bloc
    yield by_unit
    yield taking_part
    yield titles.table(summary)
    yield checks.table(summary, by_indicator, by_bloc, by_unit, taking_part)
    yield absences.table(summary)
