"""Traditional Chinese reaches a simplified engine as simplified, words and all."""

from __future__ import annotations

from glossa.engines import ScriptedEngine, TraditionalEngine
from glossa.engines.base import Engine


def test_it_asks_in_simplified_and_says_so() -> None:
    inner = ScriptedEngine(
        {"这个软件的网络设置": "Network settings of this software"},
        more={"这个软件的网络设置": ["Net"]},
    )
    engine = TraditionalEngine(inner)
    assert isinstance(engine, Engine)
    text = "這個軟體的網路設定"
    assert engine.translate([text]) == ["Network settings of this software"]
    assert engine.alternatives([text], 2) == [["Network settings of this software", "Net"]]
    assert engine.confidence([text], ["Net"]) == [1.0]
    assert engine.source_language == "zh-Hant"
    assert engine.signature() == {**inner.signature(), "script": "opencc-tw2sp"}
