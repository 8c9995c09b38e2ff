"""An error of an open file names it."""

import pytest

from builder.core.file_errors import naming


def test_an_error_that_names_no_file_gets_the_name() -> None:
    with pytest.raises(OSError, match=r"No space left on device: 'a.html'"), naming("a.html"):
        raise OSError(28, "No space left on device")


def test_an_error_that_names_a_file_keeps_that_name() -> None:
    with pytest.raises(OSError, match=r"'b.html'"), naming("a.html"):
        raise OSError(28, "No space left on device", "b.html")
