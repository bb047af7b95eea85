from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from guanxi.graph.web.bundle import bundle, modules
from guanxi.graph.web.drawing import WEB

APP = WEB / "app"
_TOP = re.compile(r"^(?:export )?(?:const|let|function|async function|class) (\w+)", re.MULTILINE)


def test_modules_stand_behind_what_they_import(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nimport {\n  c,\n} from "./c.js";\nb(c);\n')
    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nexport function b() {}\n')
    (tmp_path / "c.js").write_text("export const c = 1;\nconst text = 'export const';\n")
    assert modules(tmp_path, "a.js") == ["c.js", "b.js", "a.js"]
    assert bundle(tmp_path, "a.js") == "const c = 1;\nconst text = 'export const';\n\nfunction b() {}\n\nb(c);\n"


def test_all_modules_of_the_page_are_used_and_small() -> None:
    assert {*modules(APP, "disk.js"), *modules(APP, "served.js")} == {path.name for path in APP.glob("*.js")}
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 250 for path in APP.glob("*.js"))


def test_modules_of_the_page_can_share_one_scope() -> None:
    names = Counter(name for path in APP.glob("*.js") for name in _TOP.findall(path.read_text(encoding="utf-8")))
    assert [name for name, count in names.items() if count > 1] == []
    for start in ("disk.js", "served.js"):
        assert not re.search(r"^(import|export)\b", bundle(APP, start), re.MULTILINE)


def test_modules_import_only_what_others_export() -> None:
    for path in APP.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for names, module in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";', text, re.MULTILINE):
            wanted = {name.strip() for name in names.split(",")} - {""}
            exported = re.findall(
                r"^export (?:const|let|function|async function|class) (\w+)", (APP / module).read_text("utf-8"), re.M
            )
            assert wanted <= set(exported), (path.name, module)
            body = re.sub(r"^import .*$", "", text, flags=re.MULTILINE)
            assert all(re.search(rf"\b{name}\b", body) for name in wanted), path.name
