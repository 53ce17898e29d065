"""Documents as tagged PDF (PDF/UA-1), typeset by typst from a template of ours and from data, never from markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any


def typeset(template: Path, given: Mapping[str, Any], *, moment: datetime) -> bytes:
    """Each of `given` reaches the template as JSON under its own name, so that nothing typed can become markup.

    `moment` is the document's date. The same template, data and moment always give the same bytes.
    """
    inputs = {name: json.dumps(value) for name, value in given.items()}
    try:
        return _compiled(template, inputs, moment, ["ua-1"])
    except RuntimeError:
        # PDF/UA promises a glyph for every letter. A name in a script that typst's own fonts lack still gets its PDF.
        return _compiled(template, inputs, moment, [])


def _compiled(template: Path, inputs: Mapping[str, str], moment: datetime, standards: list[str]) -> bytes:
    import typst  # 80 MB of compiler: only who makes a document loads it

    compiled: bytes = typst.compile(  # type: ignore[call-overload] # its stubs bind no input type to bytes
        template.read_bytes(),
        format="pdf",
        sys_inputs=dict(inputs),
        pdf_standards=standards,
        ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )
    return compiled
