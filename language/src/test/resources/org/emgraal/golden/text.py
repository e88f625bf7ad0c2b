import json, re, string, textwrap, unicodedata
s = "Grüße, Welt! Ελληνικά 日本語 🐍"
print(s.upper(), s.casefold(), s[::-1], len(s), len(s.encode()), s.encode("utf-16-le")[:8], s.find("日"))
print(unicodedata.normalize("NFD", "é").encode(), unicodedata.name("🐍"), "ß".upper(), "İ".lower().encode(), "ǆ".title())
print(re.sub(r"(\w+)-(\d+)", r"\2:\1", "item-12 other-7"), re.findall(r"(?<=a)b+", "abbb ab cab"), re.split(r"[,;]\s*", "a, b;c"))
print(re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2026-12-01").groupdict(), bool(re.fullmatch(r"(a+)+b", "a" * 20 + "b")))
print(json.dumps({"a": [1, 2.5, None, True], "ü": {"nested": "\u2028"}}, sort_keys=True), json.loads('{"x": [1e3, -0, "\\ud83d\\udc0d"]}'))
print(textwrap.fill("the quick brown fox jumps over the lazy dog " * 2, 30), string.Template("$a and ${b}").substitute(a=1, b=2))
print("%05.1f|%-6s|%+d|%r|%%" % (3.14159, "ab", 5, "q"), "{0!r:>8} {name:*^9}".format("x", name="mid"), "a\tb".expandtabs(4))
print(sorted("bAaB"), "x".join("abc"), "a,b,,c".split(","), " pad ".strip(), "title case".title(), "abc".translate({97: "z", 98: None}))
