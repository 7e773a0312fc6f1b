"""Legal forms are recognised in three scripts, at either end, and leave the name as it was written."""

import pytest

from clew.names import strip_legal_form


@pytest.mark.parametrize(
    ("name", "rest", "form"),
    [
        ("ООО «ТСК Полёт»", "ТСК Полёт", "llc"),
        ("Varn Kupelny, JSC", "Varn Kupelny", "jsc"),
        ("АО «ВЭМЗ «Колокол»", "ВЭМЗ Колокол", "jsc"),
        ("红鹤实业（深圳）有限公司", "红鹤实业（深圳）", "ltd"),
        ("Orlan Trading (Varnia) Co., Ltd.", "Orlan Trading (Varnia)", "ltd"),
        ("Orlan FZ-LLC", "Orlan", "fze"),
        ("Orlan GmbH & Co. KG", "Orlan", "llc"),
        ("Общество с ограниченной ответственностью «Орлан»", "Орлан", "llc"),
        ("S.A.L. Orlan", "S.A.L. Orlan", None),
        ("Orlan S.A.L.", "Orlan", "jsc"),
        ("Alexandre Orlan", "Alexandre Orlan", None),
        ("Co., Ltd.", "", "ltd"),
        ("", "", None),
    ],
)
def test_the_form_is_taken_off(name: str, rest: str, form: str | None) -> None:
    assert strip_legal_form(name) == (rest, form)
