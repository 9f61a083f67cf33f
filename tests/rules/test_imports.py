"""Do the apps keep their line, and does each library stay in its room? (contracts in pyproject.toml)"""

from pathlib import Path

from importlinter.cli import lint_imports

PROJECT = Path(__file__).resolve().parents[2]


def test_imports_keep_every_contract(monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    kept = lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
    assert kept, capsys.readouterr().out
