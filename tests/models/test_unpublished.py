"""What is said where Argos has no model at all: no command that would fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.errors import ModelMissingError
from glossa.models import choose


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("ug", "Argos publishes none for Uyghur"),
        ("kk-Arab", "Argos publishes none for Kazakh"),
        ("uz-Latn", "Argos publishes none for Uzbek"),
        ("ru", "`glossa models install translate-ru_en`"),
        ("ky", "`glossa models install translate-ky_en`"),
    ],
)
def test_no_command_is_given_that_cannot_work(tag: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError) as caught:
        choose(tag, "en", directory=tmp_path)
    assert said in str(caught.value)
    assert ("translate-" in str(caught.value)) == said.startswith("`")
