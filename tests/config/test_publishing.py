"""The settings `publish`."""

from typing import Any

import pytest

from builder.config.publishing import Matcher, check_matchers, check_target


@pytest.mark.parametrize(
    "target", ["", "web", "../web", "s3://harbour", "gs://harbour/a/b", "az://harbour", "https://a.r2.example/harbour"]
)
def test_a_target_is_a_bucket_or_a_folder(target: str) -> None:
    assert check_target(target) == target


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (3, "a text"),
        ("ftp://a.example/b", "begins with s3://, gs://"),
        ("s3://", "must name a bucket, such as s3://harbour-news"),
        ("s3:///path", "must name a bucket"),
        ("s3://key:secret@harbour", "no key and no password"),
        ("https://a.example/b?x", "holds \\? or #"),
        ("s3:harbour", "two slashes behind s3"),
        ("s3:/harbour/site", "two slashes behind s3:"),
        ("s3://harbour/../x", "a path of names alone"),
        ("s3://harbour/a//b", "a path of names alone"),
    ],
)
def test_any_other_target_is_refused(target: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_target(target)


def test_a_matcher_says_what_a_bucket_is_told() -> None:
    found = check_matchers([{"pattern": "*.pdf", "cache_control": "no-cache", "content_type": "a/b", "gzip": True}])
    assert found == (Matcher("*.pdf", "no-cache", "a/b", gzip=True),)
    assert check_matchers([{"pattern": "*"}]) == (Matcher("*"),)


@pytest.mark.parametrize(
    ("matchers", "message"),
    [
        ({}, "must be a list of tables"),
        (["*.pdf"], "must be a list of tables"),
        ([{}], "must not be empty"),
        ([{"pattern": "#"}], "no pattern"),
        ([{"pattern": "*", "force": True}], "there are pattern"),
        ([{"pattern": "*", "cache_control": "für immer"}], "letters, digits and signs"),
        ([{"pattern": "*", "content_type": "text/html\nX: y"}], "letters, digits and signs"),
        ([{"pattern": "*", "gzip": "yes"}], "true or false"),
    ],
)
def test_any_other_matcher_is_refused(matchers: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_matchers(matchers)
