from __future__ import annotations

import base64
import hashlib

from aboveboard.render.policy import policy_of


def _hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_an_inline_script_is_allowed_by_its_hash() -> None:
    script = 'a<b&&c("</p>") // &amp; ü'
    assert f"script-src 'self' {_hash_of(script)};" in policy_of(f"<p><script>{script}</script></p>")


def test_data_and_loaded_scripts_need_no_hash() -> None:
    html = '<script id="__config" type="application/json">{"a":1}</script><script src="x.js"></script>'
    assert "script-src 'self';" in policy_of(html)


def test_a_script_that_stands_twice_is_named_once() -> None:
    assert policy_of("<script>x</script><script type=module>x</script>").count("sha256") == 1


def test_nothing_is_loaded_that_is_not_named() -> None:
    assert policy_of("").startswith("default-src 'none'; ")
    assert "unsafe" not in policy_of("<script>x</script>")
