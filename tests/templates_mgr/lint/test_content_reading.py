"""What the content rules stand on: folded text, phrases, evident languages, links, and the texts of every variant."""

from __future__ import annotations

from time import perf_counter

import pytest

from readiness.rulebook import current_rulebook
from readiness.rulebook.model import LintWords
from templates_mgr.lint import WordLists, explain, lint, read_template
from templates_mgr.lint.amounts import AMOUNT, PERCENT
from templates_mgr.lint.folding import LINK, VARIABLE, fold
from templates_mgr.lint.links import domain_of, find_links, is_shortener
from templates_mgr.lint.tongues import evident_language
from tests.templates_mgr.lint.test_content_promotion import MOVED, with_buttons
from tests.templates_mgr.lint.test_content_rules import REJECTED, WARNED, U, call, found, words

LONG = 1_000_000


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Get *20%* OFF", "get 20% off"),
        ("Città perché ’twas", "citta perche 'twas"),
        ("優惠碼", "优惠码"),
        ("خصمٌ خاصّ", "خصم خاص"),
        ("{{name}} at https://a.example/{{1}}?x", f"{VARIABLE} at {LINK}"),
        ("１２ ٣٤", "12 34"),
        ("İstanbul ガ", "istanbul ガ"),
        ("a\ud800b", "a b"),
    ],
)
def test_text_is_folded(source: str, text: str) -> None:
    assert fold(source).text == text


@pytest.mark.parametrize("source", ["Hé *20%* OFF {{1}} now", "خصمٌ خاصّ {{name}} الآن", "plain"])
def test_folded_text_finds_its_way_back(source: str) -> None:
    folded = fold(source)
    for place, character in enumerate(folded.text):
        start, end = folded.span(place, place + 1)
        assert fold(source[start:end]).text == character


@pytest.mark.parametrize(
    ("phrase", "language", "text", "hits"),
    [
        ("<n>% off", "en", "Get {{1}}% off or 15% off", [f"{VARIABLE}% off", "15% off"]),
        ("save <n>", "en", "save $10.50 now", ["save $10.50"]),
        ("send … card number", "en", "send us your card number. card number", ["send us your card number"]),
        ("discount*", "en", "discounted, rediscount", ["discounted"]),
        ("*rabatt", "de", "Sommerrabatt", ["sommerrabatt"]),
        ("our (~ )?sale", "en", "our summer sale, our sale", ["our summer sale", "our sale"]),
        ("^order now", "en", "order now. your order now", ["order now"]),
        ("优惠 码", "zh", "您的優惠碼", ["优惠码"]),
        ("خصم خاص", "ar", "بالخصم الخاص", ["بالخصم الخاص"]),
        ("छूट", "hi", "छूटा छूट", ["छूट"]),
    ],
)
def test_phrase_is_found(phrase: str, language: str, text: str, hits: list[str]) -> None:
    lists = WordLists([LintWords("one", (), {language: (phrase,)})])
    assert [one[0] for one in lists.find("one", language, fold(text).text)] == hits


@pytest.mark.parametrize(
    ("text", "declared", "evident"),
    [
        ("your order has been shipped and will be with you on friday", "it", "en"),
        ("your order has been shipped and will be with you on friday", "en", None),
        ("il tuo ordine e stato spedito e arriva con il corriere", "es", "it"),
        ("ваш заказ отправлен и скоро будет у вас дома", "en", "ru"),
        ("aapka order bhej diya gaya hai aur kal tak aapke ghar", "hi", None),
        ("ご注文の商品を本日発送いたしました。", "zh", "ja"),
        ("ok", "it", None),
    ],
)
def test_language_is_evident(text: str, declared: str, evident: str | None) -> None:
    assert evident_language(text, declared, words()) == evident


def test_links_are_found_with_and_without_a_scheme() -> None:
    links = [domain_of(one[0]) for one in find_links("see https://www.A.example/x, bit.ly/abc and house.Then mail a@b.example/x")]
    assert links == ["a.example", "bit.ly"]


def test_shortener_of_the_rulebook_is_known() -> None:
    assert [one for one in ("bit.ly", "shop.example") if is_shortener(one, words())] == ["bit.ly"]


@pytest.mark.parametrize(
    ("text", "amount", "percent"),
    [("$10.50", "$10.50", None), ("r$ 20", "r$ 20", None), ("20 euro", "20 euro", None), ("15 %", None, "15 %"), ("room 20", None, None)],
)
def test_amounts_are_found(text: str, amount: str | None, percent: str | None) -> None:
    shown = [one[0] if one else None for one in (AMOUNT.search(text), PERCENT.search(text))]
    assert shown == [amount, percent]


def test_content_of_another_template_is_refused() -> None:
    text = "Your order {{1}} has left our house today."
    other = call(U, "en", text.replace(" ", "  "), "other")
    assert [(one.rule, one.variant, one.seen) for one in found(U, "en", text, other)] == [("duplicate-content", "", {"other": "other"})]
    assert [one.variant for one in found(U, "en", text, call(U, "en", text.replace("{{1}}", "{{2}}!"), "other"))] == ["near"]
    assert found(U, "en", text, call(U, "it", text, "note")) == []
    assert found(U, "en", text, other | {"status": "REJECTED"}) == []


@pytest.mark.parametrize(("count", "seen"), [(5, [{"templates": 6, "most": 5}]), (4, [])])
def test_many_of_one_purpose(count: int, seen: list[dict[str, int]]) -> None:
    state = [call(U, "en", f"Text {one} of your order.", f"name_{one}") | {"purpose": "order"} for one in range(count)]
    assert [one.seen for one in found(U, "en", "Your order {{1}} is here today.", *state, purpose="order")] == seen


def test_every_variant_has_its_texts() -> None:
    calls = [call(*row[:3]) for row in (*REJECTED, *WARNED)] + [call(U, *row[:2]) for row in MOVED]
    calls.append(with_buttons({"type": "CATALOG", "text": "View catalog"}))
    texts = current_rulebook().texts
    for one in calls:
        for finding in lint(read_template(one), words()).findings:
            for language in ("en", "it"):
                shown = explain(finding, texts, language)
                assert all(part and "%(" not in part for part in shown), finding


@pytest.mark.parametrize(("language", "text"), [("en", "pay " * (LONG // 4)), ("zh_CN", "优" * LONG), ("de", "a" * LONG)])
def test_million_characters_are_bounded(language: str, text: str) -> None:
    found(U, language, "warm")
    start = perf_counter()
    found(U, language, text)
    assert perf_counter() - start < 2
