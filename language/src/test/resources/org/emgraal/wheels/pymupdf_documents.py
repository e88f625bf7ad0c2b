# SPDX-License-Identifier: Apache-2.0
"""pymupdf: three libraries that need each other; documents written, read, searched, drawn."""
import zlib
import pymupdf

print(pymupdf.VersionBind, pymupdf.VersionFitz)
document = pymupdf.open()
page = document.new_page(width=300, height=200)
page.insert_text((30, 40), "Hello from WebAssembly", fontsize=14)
page.insert_textbox((30, 60, 270, 120), "A box of text that is long enough to be broken into several lines by the layout. " * 2, fontname="tiro", fontsize=9)
page.draw_rect((20, 130, 120, 180), color=(1, 0, 0), fill=(0.9, 0.9, 0.2), width=2)
page.draw_circle((200, 155), 25, color=(0, 0, 1))
page.draw_bezier((20, 20), (80, 0), (160, 60), (280, 20), color=(0, 0.6, 0))
page.insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(30, 28, 180, 44), "uri": "https://example.org"})
page.add_highlight_annot(pymupdf.Rect(30, 28, 90, 44))
document.new_page()
document[1].insert_htmlbox((20, 20, 280, 400), "<h2>Title</h2><p>Some <b>bold</b> and <i>italic</i> &auml;&ouml;&uuml;</p><ul><li>one<li>two</ul>")
document.set_toc([[1, "First", 1], [2, "Second", 2]])
document.set_metadata({"title": "T\u00eft", "author": "A"})
saved = document.tobytes(garbage=4, deflate=True, no_new_id=True)
print(len(saved) > 1000, saved[:8], document.page_count)
again = pymupdf.open(stream=saved, filetype="pdf")
print(again.metadata["title"], again.get_toc(), again.is_encrypted, [p.rect for p in again])
first = again[0]
print(first.get_text())
print(first.get_text("words")[:3])
print([[round(v, 2) for v in r] for r in first.search_for("text")], first.get_links()[0]["uri"], [a.type for a in first.annots()])
print([(d["type"], [item[0] for item in d["items"]], d["color"]) for d in first.get_drawings()])
print(again[1].get_text("blocks")[0][4])
for options in ({}, {"dpi": 144}, {"colorspace": pymupdf.csGRAY}, {"alpha": True}, {"clip": (20, 20, 120, 90)}):
    image = first.get_pixmap(**options)
    print(image.width, image.height, image.n, image.stride, f"{zlib.crc32(image.samples):08x}", image.pixel(5, 5))
png = first.get_pixmap().tobytes("png")
print(png[:8], pymupdf.Pixmap(png).width)
document.select([1, 0])
document.copy_page(0)
print(document.page_count, [p.get_text()[:5] for p in document])
merged = pymupdf.open()
merged.insert_pdf(again, from_page=0, to_page=1)
merged.insert_pdf(document)
print(merged.page_count, len(merged.get_page_fonts(0)))
locked = again.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw="user", permissions=4)
other = pymupdf.open(stream=locked, filetype="pdf")
print(other.needs_pass, other.authenticate("wrong"), other.authenticate("user"), other[0].get_text()[:5])
print(first.get_svg_image()[:60].split("\n")[0], pymupdf.Matrix(30).prerotate(15), pymupdf.Rect(1, 2, 3, 4) & (2, 2, 9, 9))
table = pymupdf.open()
grid = table.new_page()
for row in range(4):
    grid.draw_line((50, 50 + 20 * row), (230, 50 + 20 * row))
    grid.draw_line((50 + 60 * row, 50), (50 + 60 * row, 110))
for row in range(3):
    for column in range(3):
        grid.insert_text((54 + 60 * column, 64 + 20 * row), f"r{row}c{column}")
print([t.extract() for t in grid.find_tables()])
text = pymupdf.open(stream=b"<html><body><p>From HTML</p></body></html>", filetype="html")
print(text.page_count, text[0].get_text())
for call in (lambda: pymupdf.open(stream=b"no document", filetype="pdf"), lambda: pymupdf.open("/no/such.pdf"), lambda: document[99], lambda: page.get_text("nonsense"),
             lambda: page.insert_text((0, 0), "x", fontname="nofont"), lambda: pymupdf.Pixmap(b"junk"), lambda: other.xref_object(9999)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, (str(error).splitlines() or [""])[0][:160])
