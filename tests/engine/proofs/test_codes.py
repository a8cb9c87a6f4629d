"""The examples of every code that a proof finds: the wrong one is found, the right one is not."""

import shutil
from pathlib import Path

import pytest

from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.codes import codes
from wayhome.engine.proofs.prove import Prover

SMALL = Path(__file__).parents[1] / "lint" / "small"
PROVED = [code for code in codes().values() if code.found_by == "prove"]


def found_in(folder, file, text):
    shutil.copytree(shipped("knowledge") / "wording", folder / "knowledge" / "wording")
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    prover = Prover(load_library(folder / "rules", folder / "knowledge"), folder / "rules")
    faults = [fault for proof in prover.result().proofs for fault in proof.faults]
    profiles = {path.name: text for path, text in prover.profiles(folder)}
    assert all(f"A country that shows {fault.code}" in profiles[fault.profile] for fault in faults)
    return {fault.code for fault in faults}


@pytest.mark.parametrize("code", PROVED, ids=lambda code: code.code)
def test_the_wrong_example_is_found_and_the_right_one_is_not(code, tmp_path):
    assert code.code in found_in(tmp_path / "wrong", code.file, code.wrong)
    assert code.code not in found_in(tmp_path / "right", code.right_file or code.file, code.right)


def test_of_a_rule_always_needed_it_is_said_that_nothing_puts_it_in_place(tmp_path):
    shutil.copytree(shipped("knowledge") / "wording", tmp_path / "knowledge" / "wording")
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    rule = tmp_path / "rules" / "3-structures" / "coordination.yaml"
    text = rule.read_text(encoding="utf-8")
    always = "need: {any: [{coordination.body: none}, {not: {coordination.body: none}}]}"
    assert "need: {coordination.body: none}" in text
    rule.write_text(text.replace("need: {coordination.body: none}", always), encoding="utf-8")
    proved = Prover(load_library(tmp_path / "rules", tmp_path / "knowledge"), tmp_path / "rules").result()
    messages = [fault.message for proof in proved.proofs for fault in proof.faults]
    assert "coordination.need is never in-place: nothing could make it so" in messages
