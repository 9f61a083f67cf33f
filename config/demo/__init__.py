"""The demo: the five real documents as campaigns, with invented grassroots unions and persons, built by the acts."""
