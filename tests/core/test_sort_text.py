from moment_ui.core.folding import sort_text


def test_nordic_letters_come_last_in_their_own_order():
    names = ["Åsen", "Zeta", "Østby", "alfa", "Ærlig", "Beta"]
    assert sorted(names, key=sort_text) == ["alfa", "Beta", "Zeta", "Ærlig", "Østby", "Åsen"]


def test_swedish_letters_stand_with_their_norwegian_siblings():
    assert sort_text("Öst") == sort_text("øst")
    assert sort_text("Ärlig") == sort_text("Ærlig")


def test_a_letter_and_its_decomposed_form_sort_alike():
    assert sort_text("A\u030asen") == sort_text("Åsen")


def test_other_accents_do_not_count():
    assert sort_text("Café") == "cafe"
