"""Tables of the book's page: each cell says its column, and nothing else of a page changes."""

import re

from openspace.proceedings.html import page
from openspace.proceedings.markdown import table
from openspace.proceedings.parts import Ours, Theirs
from openspace.proceedings.tables import labelled


def test_each_cell_says_its_column() -> None:
    shown = page([Ours(table(["Place", "A<br>10:00–11:00", r"R&amp;D \"x\" \<b"], [["Barn", "", "*x*"]]))]).html
    assert re.findall(r'data-column="(.*?)"', shown) == ["Place", "A 10:00–11:00", "R&amp;D &quot;x&quot; &lt;b"]
    assert re.findall(r"<td .*?>(.*?)</td>", shown) == ["Barn", "", "<em>x</em>"]


def test_a_table_stays_one_for_those_who_listen() -> None:
    shown = page([Theirs("| a | b |\n|---|---|\n| 1 | 2 |", 3, "s-01", "nl")]).html
    assert re.findall(r'role="(\w+)"', shown) == [
        *("table", "rowgroup", "row", "columnheader", "columnheader", "rowgroup", "row", "cell", "cell")
    ]
    assert re.search(r'<table [^>]*lang="nl"', shown)


def test_every_table_has_its_own_columns() -> None:
    one = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    assert re.findall(r'data-column="(.*?)"', labelled(one + one.replace("a</th>", "b</th>"))) == ["a", "", "b", ""]


def test_all_else_stays_as_it_was() -> None:
    text = '<p>a &amp; b &lt;td&gt; &nbsp; <a href="#x" id="y">l<br>m</a></p><pre><code>&lt;table\n</code></pre>'
    assert labelled(text) == text
    assert labelled(text + "<table></table>") == text + "<table></table>"


def test_nobody_types_a_label() -> None:
    shown = page([Theirs('<td data-column="x">y</td>\n\n| a |\n|---|\n| 1 |', 3, "s-01")]).html
    assert re.findall(r'<td data-column="(.*?)"', shown) == ["a"]
