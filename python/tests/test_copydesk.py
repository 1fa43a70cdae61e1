"""The module as people use it."""

import threading
import time

import pytest

import copydesk

DAMAGED = "They met for face-toface talks . . . and left.\n"


def test_gives_text_repairs_and_document():
    result = copydesk.clean(DAMAGED, to="text")
    assert result.text == "They met for face-to-face talks … and left.\n"
    assert [repair.rule for repair in result.repairs] == ["lost-hyphen", "spaced-ellipsis"]
    assert [block["text"] for block in result.document["blocks"]] == [result.text.strip()]
    assert result.document is result.document, "it is made once"
    assert result.document["repairs"][0]["rule"] == "lost-hyphen"
    assert "2 repairs" in repr(result) and "lost-hyphen" in repr(result.repairs[0])


@pytest.mark.parametrize("before", ["", "Ça va. 潮汐 🌊 ", "é\n\n"])
def test_places_count_characters(before):
    text = before + DAMAGED
    for repair in copydesk.clean(text, to="text", source_format="text").repairs:
        assert text[repair.start : repair.end] == repair.before
        assert repair.before != repair.after and repair.reason and repair.safety == "safe"


def test_renders_every_format():
    assert copydesk.clean("<p>One <b>two</b>.</p>", source_format="html", front_matter=False).text == "One **two**.\n"
    assert "<article>" in copydesk.clean(DAMAGED, to="html", fragment=True).text
    assert copydesk.clean(DAMAGED, to="html").text.startswith("<!DOCTYPE html>")
    assert '"blocks"' in copydesk.clean(DAMAGED, to="json").text
    assert copydesk.clean("One two three.", to="text", wrap=8).text == "One two\nthree.\n"


def test_nothing_comes_of_nothing():
    for text in ["", " \n\n"]:
        for to in ["markdown", "html", "text"]:
            assert copydesk.clean(text, to=to).text == ""


def test_rules_and_words_can_be_chosen():
    assert copydesk.clean(DAMAGED, to="text", ignore=["hyphen"]).text == "They met for face-toface talks … and left.\n"
    assert copydesk.clean(DAMAGED, to="text", select=["NONE"]).text == DAMAGED
    assert copydesk.clean(DAMAGED, to="text", words=["face-toface"]).repairs[0].rule == "spaced-ellipsis"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"to": "pdf"}, "pdf"),
        ({"source_format": "pdf"}, "source_format"),
        ({"select": ["lost-hypen"]}, "lost-hyphen"),
        ({"language": "klingon"}, "language"),
        ({"extract": "css=main["}, "extract"),
        ({"wrap": 0}, "wrap"),
    ],
)
def test_arguments_that_say_nothing_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        copydesk.clean(DAMAGED, **arguments)


def test_lone_surrogates_are_refused():
    with pytest.raises(UnicodeEncodeError):
        copydesk.clean("\ud800")


def test_a_text_that_takes_too_long_is_given_up():
    with pytest.raises(copydesk.LimitExceeded, match="longer than"):
        copydesk.clean(DAMAGED * 2000, time_limit=0)
    assert copydesk.clean(DAMAGED, time_limit=None).repairs
    with pytest.raises(ValueError, match="time_limit"):
        copydesk.clean(DAMAGED, time_limit=-1)


def test_results_can_not_be_changed():
    with pytest.raises(AttributeError):
        copydesk.clean(DAMAGED).text = "x"


def test_other_threads_run_meanwhile():
    text = "\n\n".join(f"The {number}th tide came in at noon, and it went out again." for number in range(4000))
    ticks = []

    def tick():
        while thread.is_alive():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=copydesk.clean, args=(text,))
    begun = time.monotonic()
    thread.start()
    tick()
    took = time.monotonic() - begun
    # With the lock held, nothing would tick while the text is cleaned.
    longest = max(after - before for before, after in zip([begun, *ticks], ticks))
    assert len(ticks) > 5 and longest < took / 2, f"{len(ticks)} ticks, {longest:.3f} of {took:.3f} seconds"
