from moment_ui.domain.search.rules import LONGEST, numbers_beginning, revision_in, words_of


def test_words_are_folded_and_a_long_text_is_cut():
    assert words_of("  Ærlig  ØL ") == ["aerlig", "ol"]
    assert words_of("") == []
    assert sum(map(len, words_of("x" * 5000))) == LONGEST


def test_digits_become_ranges_of_numbers_that_begin_with_them():
    assert numbers_beginning(" 204 ", digits=5) == [(204, 204), (2040, 2049), (20400, 20499)]
    assert numbers_beginning("20400", digits=5) == [(20400, 20400)]


def test_what_is_no_number_gives_no_ranges():
    for text in ("", "a1", "1a", "-1", "1.5", "²", "٣", "123456"):
        assert numbers_beginning(text, digits=5) == [], text


def test_a_word_may_name_the_revision_of_an_offer():
    assert revision_in("1001-2") == (1001, 2)
    for text in ("1001", "-2", "1001-", "p-100", "1001-2-3", "1-²", "1234567890-1"):
        assert revision_in(text) is None, text
