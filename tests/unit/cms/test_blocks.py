from __future__ import annotations

from types import SimpleNamespace

import pytest
from wagtail.blocks import StructBlockValidationError

from cms.blocks import TableBlock, rows_of, suffix


def test_lines_are_rows_and_bars_part_cells() -> None:
    assert rows_of("Level | Sign\n\n| Low | None |\n") == [["Level", "Sign"], ["Low", "None"]]


def test_a_row_with_too_many_cells_is_refused_by_its_number() -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        TableBlock().clean({"caption": "Risk", "cells": "Level|Sign\nLow|None|Why"})
    assert refusal.value.block_errors["cells"].messages == ["Row 2 has 3 cells; the first row has 2."]


def test_a_table_block_renders_its_caption_and_cells() -> None:
    html = TableBlock().render({"caption": "Risk", "cells": "Level|Sign\nLow|<b>"})
    assert html.count("Risk") == 1
    assert html.count("&lt;b&gt;") == 1


def test_the_kind_of_a_film_follows_its_name() -> None:
    assert suffix(SimpleNamespace(filename="Foot check.MP4")) == ".mp4"
    assert suffix(None) == ""
