"""`mailbot rules`: the list, one rule in full, and how the rules do on labelled mail; faults stop every command."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.program import inside as mailbot

NOMINATION = "Dear all,\n\nWe nominate Ms. Huda Salem, Director of Cedar House, as a speaker in the plenary."
QUESTION = "Dear all,\n\nHow long may the report be, and in which language?"


def mail(folder: Path) -> Path:
    """A folder with two labelled messages."""
    nothing: dict[str, object] = {"speakers": [], "report": None, "reply": True, "language": "en"}
    labels = [
        {"id": "one", "expect": {"kinds": ["speaker"], "other": None, **nothing}},
        {"id": "two", "expect": {"kinds": [], "other": "question", **nothing}},
    ]
    (folder / "labels.jsonl").write_text("\n".join(map(json.dumps, labels)), "utf-8")
    for name, text in (("one", NOMINATION), ("two", QUESTION)):
        message = EmailMessage()
        message["From"], message["To"] = "Rima <rima@cedar.example>", "gcmrrarabstates@iom.int"
        message.set_content(text)
        (folder / f"{name}.eml").write_bytes(message.as_bytes())
    return folder


def test_the_list_names_every_rule_with_its_place() -> None:
    done = mailbot("rules", "list", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    listed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len({(rule["file"], rule["group"], rule["name"], rule["language"]) for rule in listed}) == len(listed) > 150
    for rule in listed:
        file, _, line = rule["place"].partition(":")
        assert (file, int(line)) == (f"{rule['file']}.toml", rule["line"])
        assert rule["patterns"]


def test_the_list_for_people_shows_rules_words_and_weights() -> None:
    done = mailbot("rules", "list", "intents", "names", "kinds.toml", COLUMNS="120")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.endswith(".toml")] == ["intents.toml", "kinds.toml", "names.toml"]
    assert max(len(line.rstrip()) for line in lines if line.isascii()) <= 120
    submit = [line for line in lines if "act: submit" in line]
    assert [line.split()[3] for line in submit] == ["fr", "en", "ar"]
    assert any(line.startswith("sign: nominate.speaker") for line in lines)
    assert any(line.startswith("words: honorifics") for line in lines)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("document.name.cv", ["documents.toml:", "name: document.name.cv", "curriculum~"]),
        ("intents.withdraw", ["intents.toml:", "act: withdraw", "not where: "]),
        ("conditional", ["act: example", "says conditional"]),
        ("nominate.speaker", ["kinds.toml", "speaker", "kinds_by_meaning.toml", "readings.toml", "acts nominate"]),
        ("roles.rapporteur", ["roles.toml", "rapporteur"]),
    ],
)
def test_explaining(name: str, shown: list[str]) -> None:
    done = mailbot("rules", "explain", name, COLUMNS="200")
    assert (done.returncode, done.stderr) == (0, "")
    assert [words for words in shown if words not in done.stdout] == []


def test_explaining_what_does_not_exist() -> None:
    done = mailbot("rules", "explain", "nonsense")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing is named 'nonsense'; `mailbot rules list` shows what there is" in done.stderr


def test_testing_tells_hits_precision_and_what_never_hits(tmp_path: Path) -> None:
    done = mailbot("rules", "test", mail(tmp_path), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = {(rule["name"], rule["language"]): rule for rule in map(json.loads, done.stdout.splitlines())}
    nominate, ask = told[("nominate", "en")], told[("ask", "en")]
    assert (nominate["messages"], nominate["speaks_for"], nominate["precision"]) == (1, "speaker", 1.0)
    assert (ask["messages"], ask["speaks_for"], ask["precision"]) == (1, "question", 1.0)
    assert any("nominate" in words for words in nominate["examples"])
    assert (told[("nominate", "fr")]["messages"], told[("nominate", "fr")]["speaks_for"]) == (0, None)
    page = mailbot("rules", "test", tmp_path, COLUMNS="120").stdout
    silent = page[page.index("rules that no labelled message ever hits:") :]
    assert "act: nominate  fr" in silent
    assert "act: nominate  en" not in silent


def test_examples_from_mail(tmp_path: Path) -> None:
    done = mailbot("rules", "explain", "intents.nominate", "--mail", mail(tmp_path), COLUMNS="200")
    assert done.returncode == 0
    assert "hits 1 labelled messages; 100% of them are speaker (50% of all)" in done.stdout
    assert "no labelled message hits it" in done.stdout


def test_a_missing_message_is_an_error(tmp_path: Path) -> None:
    (mail(tmp_path) / "two.eml").unlink()
    done = mailbot("rules", "test", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "two.eml: No such file or directory" in done.stderr


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[rule]]\nname = "a"\ngroup = "acts"\nmeans = "ask"\npatterns = ["x"]\n',
         "rule 1 (a): group: unknown 'acts'; expected one of act, mask, skip, topic"),
        ('[[rule]]\nname = "a"\ngroup = "act"\nmeans = "ask"\npatterns = ["(x)\\\\1"]\n', "rule 1 (a): patterns 1: "),
        ('[[rule]]\nname = "a"\ngroup = "act"\nmeans = "ask"\npatterns = ["x(?=y)"]\n', "rule 1 (a): patterns 1: "),
        ('[[rule]]\nname = "a"\ngroup = "act"\nmeans = "ask"\npatterns = ["(x"]\n', "rule 1 (a): patterns 1: "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [("rules", "list"), ("classify", "x.eml"), ("check",)])
def test_a_fault_stops_every_command(tmp_path: Path, text: str, fault: str, command: tuple[str, ...]) -> None:
    mailbot("init", tmp_path / "desk")
    (tmp_path / "desk" / "rules" / "intents.toml").write_text(text, "utf-8")
    done = mailbot("--config", tmp_path / "desk" / "config.toml", *command)
    assert done.returncode == 2
    told = done.stdout if command == ("check",) else done.stderr
    assert f"{tmp_path / 'desk' / 'rules' / 'intents.toml'}: {fault}" in told
