"""Letters by e-mail: what a dialog asks for, whom they come from, what became of them."""
