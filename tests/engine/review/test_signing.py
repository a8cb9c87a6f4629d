"""Signatures: optional, bound to entry and place, and worth what is known of the key."""

import stat

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.review.log import read_log
from wayhome.engine.review.log_writer import append
from wayhome.engine.review.signing import LockedKeyError, is_signed, load_signer, make_key, read_keys
from wayhome.engine.review.verified import verify

from .reviewing import LIBRARY, TABLE, decision
from .test_log import forged

CABINET = decision("cabinet-office", TABLE)
TREASURY = decision("ministry-finance", TABLE)


@pytest.fixture
def keys(tmp_path):
    return {name: make_key(tmp_path / name) for name in ("cabinet", "treasury", "other")}


def told(found):
    return [str(problem).partition(": ")[2] for problem in found.problems]


def test_a_key_is_its_owners_alone_and_never_overwritten(tmp_path):
    public = make_key(tmp_path / "a.key")
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert (tmp_path / "a.key.pub").read_text() == f"{public}\n"
    assert load_signer(tmp_path / "a.key").public == public
    before = (tmp_path / "a.key").read_bytes()
    for clash in ("a.key.pub", "a.key"):
        with pytest.raises(InputError, match=f"{clash}: the file exists"):
            make_key(tmp_path / "a.key")
        (tmp_path / "a.key.pub").unlink(missing_ok=True)
    assert (tmp_path / "a.key").read_bytes() == before
    with pytest.raises(InputError, match="cannot be written"):
        make_key(tmp_path / "none" / "b.key")


def test_a_passphrase_locks_a_key(tmp_path):
    public = make_key(tmp_path / "a.key", "كلمة")
    assert b"ENCRYPTED" in (tmp_path / "a.key").read_bytes()
    for wrong in (None, "word"):
        with pytest.raises(LockedKeyError):
            load_signer(tmp_path / "a.key", wrong)
    assert load_signer(tmp_path / "a.key", "كلمة").public == public


def test_a_passphrase_given_for_a_key_without_one_is_not_missed(tmp_path):
    public = make_key(tmp_path / "a.key")
    assert load_signer(tmp_path / "a.key", "word").public == public


@pytest.mark.parametrize("text", ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused(tmp_path, text):
    (tmp_path / "a.key").write_text(text)
    with pytest.raises(InputError, match="not a private key"):
        load_signer(tmp_path / "a.key")


def test_a_key_of_another_kind_is_refused(tmp_path):
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "a.key").write_bytes(pem)
    with pytest.raises(InputError, match="a key of another kind"):
        load_signer(tmp_path / "a.key")


def test_a_signature_fits_one_message_and_one_key(tmp_path, keys):
    signer = load_signer(tmp_path / "cabinet")
    signature = signer.sign(b"message")
    assert is_signed(keys["cabinet"], signature, b"message")
    assert not is_signed(keys["cabinet"], signature, b"massage")
    assert not is_signed(keys["other"], signature, b"message")
    for broken in ("", "x", signature[:-4], "AAAA" + signature[4:]):
        assert not is_signed(keys["cabinet"], broken, b"message")
        assert not is_signed(broken, signature, b"message")


@pytest.fixture
def log(tmp_path, keys):
    path = tmp_path / "reviews.jsonl"
    append(path, lambda held: [CABINET], load_signer(tmp_path / "cabinet"))
    append(path, lambda held: [TREASURY])
    return path


def test_what_is_signed_stands_and_whose_key_it_is_is_said_by_the_file_of_keys(log, keys):
    found = verify(log)
    assert (told(found), found.signed, found.keys) == ([], 1, {"Cabinet Secretariat": [keys["cabinet"]]})
    assert told(verify(log, {"cabinet-office": [keys["other"], keys["cabinet"]]})) == []
    assert told(verify(log, {"cabinet-office": [keys["other"]]})) == [
        "entry 1 of Cabinet Secretariat is signed with a key that is not theirs"
    ]
    assert told(verify(log, {"ministry-finance": [keys["treasury"]]})) == ["entry 2 of Treasury is not signed"]


def test_a_signature_does_not_move_to_another_entry_or_place(log):
    first, second = log.read_bytes().splitlines(keepends=True)
    one = read_log(log).lines[0]
    signed = forged(second, key=one.key, signature=one.signature)
    log.write_bytes(first + signed)
    assert told(verify(log)) == ["the signature of entry 2 does not hold"]
    log.write_bytes(forged(first, signature="A" * 88))
    assert told(verify(log)) == ["the signature of entry 1 does not hold"]
    log.write_bytes(forged(first, key=""))
    assert told(verify(log)) == ["the signature of entry 1 does not hold"]


def test_a_signed_log_written_anew_without_its_signatures_is_found_by_the_file_of_keys(tmp_path, log, keys):
    anew = tmp_path / "anew.jsonl"
    append(anew, lambda held: [CABINET.model_copy(update={"reasons": "forged"})])
    assert told(verify(anew)) == []
    assert told(verify(anew, {"cabinet-office": [keys["cabinet"]]})) == ["entry 1 of Cabinet Secretariat is not signed"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- a", "a file of keys is a list of `body: key` lines"),
        ("ministry-labour: hello", "'hello' is no public key; take it from the .pub file"),
        ("ministry-labour: [3]", "3 is no public key"),
        ("ministry-labour: []", "[] is no public key"),
        ("a: x\na: y", "the key 'a' stands twice"),
    ],
)
def test_a_file_of_keys_that_is_none_is_refused(tmp_path, text, what):
    (tmp_path / "keys.yaml").write_text(text)
    with pytest.raises(InputError) as refused:
        read_keys(tmp_path / "keys.yaml")
    assert what in str(refused.value)


def test_a_slip_in_a_file_of_keys_is_told_lest_answers_go_unchecked(tmp_path, log, keys):
    (tmp_path / "keys.yaml").write_text(f"cabinet-ofice: {keys['cabinet']}")
    with pytest.raises(InputError, match=r"there is no body 'cabinet-ofice'.*did you mean 'cabinet-office'"):
        read_keys(tmp_path / "keys.yaml", LIBRARY.questionnaire.roles)
    found = verify(log, read_keys(tmp_path / "keys.yaml"))
    assert (found.strangers, found.without_key) == (("cabinet-ofice",), ("Cabinet Secretariat", "Treasury"))
    found = verify(log, {"cabinet-office": [keys["cabinet"]]})
    assert (found.strangers, found.without_key) == ((), ("Treasury",))


def test_what_was_recorded_unsigned_can_be_signed_later(tmp_path, log, keys):
    theirs = {"ministry-finance": [keys["treasury"]]}
    append(log, lambda held: [TREASURY], load_signer(tmp_path / "other"))
    assert told(verify(log, theirs)) == [
        "entry 2 of Treasury is not signed",
        "entry 3 of Treasury is signed with a key that is not theirs",
    ]
    assert len(append(log, lambda held: [TREASURY], load_signer(tmp_path / "treasury")).lines) == 1
    assert told(verify(log, theirs)) == []
    before = log.read_bytes()
    for signer in (load_signer(tmp_path / "treasury"), None):
        assert append(log, lambda held: [TREASURY], signer).lines == ()
    assert log.read_bytes() == before


def test_a_fault_is_placed_in_its_line_whatever_was_taken_out_before_it(log, keys):
    append(log, lambda held: [CABINET.model_copy(update={"date": "2026-06-01"})])
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[2])
    found = verify(log, {"cabinet-office": [keys["cabinet"]]})
    assert str(found.problems[-1]).startswith(f"{log}:2:1: entry 3 of Cabinet Secretariat is not signed")


def test_a_body_may_have_had_several_keys(tmp_path, keys):
    (tmp_path / "keys.yaml").write_text(
        f"cabinet-office: [{keys['cabinet']}, {keys['other']}]\nministry-finance: {keys['treasury']}\n"
    )
    assert read_keys(tmp_path / "keys.yaml") == {
        "cabinet-office": (keys["cabinet"], keys["other"]),
        "ministry-finance": (keys["treasury"],),
    }
