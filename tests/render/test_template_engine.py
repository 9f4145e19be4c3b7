"""Our Jinja does what Jinja does, with less around it."""

from __future__ import annotations

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined
from markupsafe import Markup

from aboveboard.render.template_engine import TemplateEngine


def _rendered(source: str, **values: object) -> str:
    engine = TemplateEngine(loader=DictLoader({"page": source}), autoescape=True, undefined=StrictUndefined)
    return engine.get_template("page").render(values)


@given(st.one_of(st.text(), st.text(alphabet="a&<>'\""), st.integers(), st.none(), st.text().map(Markup)))
def test_values_are_escaped_as_markupsafe_does_it(value: object) -> None:
    assert TemplateEngine.escaped(value) == markupsafe.escape(value)


def test_a_block_is_given_to_the_macro_that_is_called() -> None:
    box = '{% macro box(kind, size="s") %}<b class="{{ kind }} {{ size }}">{{ caller() }}</b>{% endmacro %}'
    assert _rendered(box + '{% call box("a") %}{{ x }}&amp;{% endcall %}', x="<") == '<b class="a s">&lt;&amp;</b>'
    assert _rendered(box + '{% call box("a", size="m") %}{{ x }}{% endcall %}', x=1) == '<b class="a m">1</b>'


def test_a_block_within_a_block_sees_what_is_around_it() -> None:
    box = "{% macro box() %}[{{ caller() }}]{% endmacro %}"
    inner = "{% for x in xs %}{% call box() %}{{ y }}{% call box() %}{{ x }}{% endcall %}{% endcall %}{% endfor %}"
    assert _rendered(box + inner, xs=[1, 2], y="&") == "[&amp;[1]][&amp;[2]]"


def test_where_nothing_escapes_texts_stand_as_they_are() -> None:
    source = "{% autoescape false %}{{ x }}{{ x | escaped }}{% endautoescape %}{{ x }}"
    assert _rendered(source, x="<") == "<&lt;&lt;"


def test_where_nothing_escapes_only_texts_are_shown() -> None:
    with pytest.raises(TypeError, match="expected str"):
        _rendered("{% autoescape false %}{{ x }}{% endautoescape %}", x=1)
