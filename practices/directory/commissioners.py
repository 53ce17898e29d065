from __future__ import annotations

from practices.directory.plans import create_all
from practices.models import Commissioner


def commissioner_ids(names: dict[str, str]) -> dict[str, int]:
    """The commissioners of these codes, made where they are not known yet. A name given fills one that is blank."""
    known = {commissioner.code: commissioner for commissioner in Commissioner.objects.all()}
    create_all(Commissioner(code=code, name=name) for code, name in names.items() if code and code not in known)
    unnamed = [known[code] for code, name in names.items() if name and code in known and not known[code].name]
    for commissioner in unnamed:
        commissioner.name = names[commissioner.code]
    Commissioner.objects.bulk_update(unnamed, ["name"])
    return dict(Commissioner.objects.values_list("code", "id"))
