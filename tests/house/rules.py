"""The rules one Python file can break by itself. Each says why, and gives a file that breaks it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.house.tree import CODE, Source

Finder = Callable[[Source], Iterator[tuple[int, str]]]


@dataclass(frozen=True)
class Rule:
    """`find` yields (line, what is wrong). It holds in `where`, save in `but`. Each text of `broken` breaks it."""

    why: str
    find: Finder
    where: tuple[str, ...]
    broken: tuple[str, ...]
    but: tuple[str, ...] = ()

    def breaches(self, source: Source) -> list[str]:
        """Every place of this file that breaks the rule, as `path:line what`."""
        if not source.under(*self.where) or source.under(*self.but):
            return []
        return [f"{source.path}:{line} {what}" for line, what in self.find(source)]


def opening_sentence(source: Source) -> Iterator[tuple[int, str]]:
    """A file whose first words are not a sentence about what belongs in it."""
    is_empty_mark = source.under("tests/") and not source.text.strip()  # an __init__.py that only marks a folder
    words = (ast.get_docstring(source.tree) or "").split()
    if len(words) < 3 and not is_empty_mark:
        yield 1, "opens with no sentence that says what belongs here"


SQL = re.compile(
    r"""^\s*\(? ( SELECT\b.+\bFROM | INSERT\s+INTO | UPDATE\s+\w+\s+SET | DELETE\s+FROM | MERGE\s+INTO | DROP\s+TABLE
              | (CREATE|ALTER)\s+(OR\s+REPLACE\s+)?(TEMP\s+)?(TABLE|VIEW|INDEX) | WITH\s+\w+\s+AS | PRAGMA\s+\w+
              | select\s.+\sfrom | insert\s+into | update\s+\w+\s+set | delete\s+from )\b""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def sql_text(source: Source) -> Iterator[tuple[int, str]]:
    """SQL in a string that is no docstring."""
    for node in ast.walk(source.tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in source.docstrings else None
        if isinstance(text, str) and SQL.search(text):
            yield node.lineno, "writes SQL"


MARKER = re.compile(r"(type:\s*ignore|noqa)(\[[\w\-, ]+\]|:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*)?")


def silent_exceptions(source: Source) -> Iterator[tuple[int, str]]:
    """`type: ignore` and `noqa` with fewer than two words of reason after them."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        found = MARKER.search(token.string) if token.type == tokenize.COMMENT else None
        if found and len(re.findall(r"\w+", token.string[found.end() :])) < 2:
            yield token.start[0], f"{found[0]} without a reason beside it"


SKIPS = {"skip", "skipif", "xfail", "importorskip"}


def silent_skips(source: Source) -> Iterator[tuple[int, str]]:
    """A test left out, or let fail, without words that say why."""
    calls = {id(node.func): node for node in ast.walk(source.tree) if isinstance(node, ast.Call)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in SKIPS and "pytest" in ast.unparse(node.value):
            call = calls.get(id(node))
            if call is None or not _has_reason(node.attr, call):
                yield node.lineno, f"{node.attr} without a reason"


def _has_reason(kind: str, call: ast.Call) -> bool:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
    given += call.args[:1] if kind == "skip" else []
    return any(len(ast.unparse(reason).split()) >= 3 or not isinstance(reason, ast.Constant) for reason in given)


def environment_reads(source: Source) -> Iterator[tuple[int, str]]:
    """`os.environ` and `os.getenv`, by either way of importing them."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}:
            yield node.lineno, "reads the environment"
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from ((node.lineno, "reads the environment") for a in node.names if a.name in {"environ", "getenv"})


def session_state(source: Source) -> Iterator[tuple[int, str]]:
    """Streamlit's session state, under whatever name."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "session_state":
            yield node.lineno, "touches session_state"


def raw_html(source: Source) -> Iterator[tuple[int, str]]:
    """Asking Streamlit to trust what it is given."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.keyword) and node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}:
            yield node.value.lineno, f"{node.arg}"


def unguarded_page(source: Source) -> Iterator[tuple[int, str]]:
    """A page that does anything (calls anything) at its top level before `require(…)`."""
    for statement in source.tree.body:
        calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
        if _only_prepares(statement) or not calls:
            continue
        if not any(ast.unparse(call.func).split(".")[-1] == "require" for call in calls):
            yield statement.lineno, "acts before require(…)"
        return
    yield 1, "never calls require(…)"


def slow_ways(source: Source) -> Iterator[tuple[int, str]]:
    """What was measured and set aside: download_button (a copy in memory a click), plotly.express (7 × slower)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "download_button":
            yield node.lineno, "uses download_button: link to the export route"
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        yield from ((1, "uses plotly.express: build go figures") for name in names if name.startswith("plotly.express"))


def _only_prepares(statement: ast.stmt) -> bool:
    """Imports, definitions, and constants that ask nothing of Streamlit."""
    if isinstance(statement, ast.Assign) and "st." not in ast.unparse(statement.value):
        return all(isinstance(target, ast.Name) and target.id.isupper() for target in statement.targets)
    return isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)


def vague_test_names(source: Source) -> Iterator[tuple[int, str]]:
    """Test names of fewer than three words."""
    for node in ast.walk(source.tree):
        name = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ""
        if name.startswith("test_") and len(name.split("_")) < 4:
            yield node.lineno, f"{name} claims nothing"


EVERYWHERE = (*CODE, "tests/", "benchmarks/", "docs/")

RULES: dict[str, Rule] = {
    "opening_sentence": Rule(
        "a reader should know from the first line whether theirs belongs here",
        opening_sentence,
        EVERYWHERE,
        broken=("import os\n", '"""Helpers."""\n'),
    ),
    "sql_has_its_homes": Rule(
        "forty files that repeat one join cannot be changed; numbers come from the catalogue",
        sql_text,
        CODE,
        but=("leadlight/warehouse/", "leadlight/record/", "pipelines/star/"),
        broken=(
            'q = "SELECT name\\nFROM lead"\n',
            'q = f"delete from lead where id = {i}"\n',
            'q = "PRAGMA data_version"\n',
        ),
    ),
    "exceptions_have_reasons": Rule(
        "an exception without a reason is copied, and never taken back",
        silent_exceptions,
        EVERYWHERE,
        broken=("x = 1  # type: ignore\n", "x = 1  # type: ignore[assignment]\n", "x = 1  # noqa: E501\n"),
    ),
    "skips_have_reasons": Rule(
        "a test that is left out in silence is believed to pass",
        silent_skips,
        ("tests/",),
        broken=("import pytest\n@pytest.mark.skip\ndef test_a(): ...\n", "import pytest\npytest.skip('later')\n"),
    ),
    "one_reader_of_the_environment": Rule(
        "a setting read elsewhere is in no list and cannot be tested",
        environment_reads,
        CODE,
        but=("leadlight/config.py",),
        broken=("import os\nx = os.environ['A']\n", "import os\nx = os.getenv('A')\n", "from os import environ\n"),
    ),
    "one_home_of_session_state": Rule(
        "keys scattered over pages collide and are forgotten",
        session_state,
        CODE,
        but=("leadlight/ui/state.py",),
        broken=("import streamlit as st\nst.session_state['x'] = 1\n",),
    ),
    "no_raw_html": Rule(
        "what a visitor wrote is shown as text, whatever it holds",
        raw_html,
        CODE,
        broken=("import streamlit as st\nst.markdown(x, unsafe_allow_html=True)\n",),
    ),
    "pages_ask_first": Rule(
        "a page can be reached without the frame that signs people in",
        unguarded_page,
        ("pages/insights/", "pages/leads/", "pages/capture/", "pages/settings/"),
        broken=("st.title('x')\nrequire('read')\n", "x = 1\n", "BOTS = st.selectbox('Bot', [])\nrequire('read')\n"),
    ),
    "measured_ways_only": Rule(
        "a page should answer at once, and an export must not fill the memory",
        slow_ways,
        CODE,
        but=("leadlight/ui/show.py", "leadlight/ui/lead_edit.py"),  # the rows under a chart, one lead: small enough
        broken=("import plotly.express as px\n", "from plotly import express\n", "st.download_button('CSV', x)\n"),
    ),
    "tests_make_claims": Rule(
        "a failing test should read as the sentence that is no longer true",
        vague_test_names,
        ("tests/",),
        broken=("def test_lead(): ...\n", "def test_two_words(): ...\n"),
    ),
}
