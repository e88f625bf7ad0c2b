# SPDX-License-Identifier: Apache-2.0
"""lxml: parsing, XPath, XSLT, schemas, HTML, objectify, errors."""
import io
from lxml import etree, html, objectify
from lxml.builder import E
from lxml.html import diff


def shown(node):
    tag = getattr(node, "tag", node)
    return getattr(tag, "__name__", tag)


print(etree.LXML_VERSION, etree.LIBXML_VERSION, etree.LIBXSLT_VERSION)
ns = {"b": "urn:books"}
source = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE lib [<!ENTITY who "Ada &#38;#38; Co"><!ATTLIST book id ID #IMPLIED>]>
<lib xmlns="urn:books" xmlns:x="urn:x"><!-- note --><?pi data?>
<book id="a1" x:lang="en"><title>One</title><price>12.50</price></book>
<book id="b2"><title>Zw\xc3\xb6lf</title><price>7</price><by>&who;</by></book><![CDATA[<raw>]]></lib>"""
tree = etree.fromstring(source).getroottree()
root = tree.getroot()
print(etree.tostring(tree, encoding="unicode"))
print(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="iso-8859-1"))
print(tree.docinfo.doctype, tree.docinfo.internalDTD is not None, [type(node).__name__ for node in root])
for expression in ("//b:title/text()", "count(//b:book)", "sum(//b:price)", "//b:book[@id='b2']/b:by", "string(//b:book[1])", "//@*",
                   "boolean(//nothing)", "//b:book[b:price > 10]/@id", "id('a1')", "name(/*)", "//comment()", "//processing-instruction()"):
    found = tree.xpath(expression, namespaces=ns)
    print(expression, "->", [shown(item) for item in found] if isinstance(found, list) else found)
extension = etree.FunctionNamespace("urn:functions")
extension["shout"] = lambda context, text: "".join(text).upper() + "!"
print(tree.xpath("f:shout(//b:title/text())", namespaces={**ns, "f": "urn:functions"}))
style = etree.XSLT(etree.XML("""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="urn:books">
<xsl:output method="xml" indent="yes"/><xsl:param name="limit" select="0"/>
<xsl:template match="/"><list n="{count(//b:book)}"><xsl:for-each select="//b:book[b:price &gt; $limit]"><xsl:sort select="b:price" data-type="number"/>
<item><xsl:value-of select="concat(b:title, ': ', format-number(b:price, '#,##0.00'))"/></item></xsl:for-each></list></xsl:template></xsl:stylesheet>"""))
print(str(style(tree)), str(style(tree, limit="8")))
schema = etree.XMLSchema(etree.XML("""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="n"><xs:simpleType>
<xs:restriction base="xs:int"><xs:maxInclusive value="5"/></xs:restriction></xs:simpleType></xs:element></xs:schema>"""))
print(schema.validate(etree.XML("<n>4</n>")), schema.validate(etree.XML("<n>9</n>")), [str(e.message) for e in schema.error_log])
relax = etree.RelaxNG(etree.XML('<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><zeroOrMore><element name="b"><text/></element></zeroOrMore></element>'))
print(relax.validate(etree.XML("<a><b/><b/></a>")), relax.validate(etree.XML("<a><c/></a>")))
dtd = etree.DTD(io.StringIO("<!ELEMENT a (b+)><!ELEMENT b EMPTY>"))
print(dtd.validate(etree.XML("<a><b/></a>")), dtd.validate(etree.XML("<a/>")), dtd.error_log.last_error.message)
for broken in (b"<a><b></a>", b"<a", b"", b"<a>&nope;</a>", b"\xff\xfe<", b"<a b='1' b='2'/>", b"<a:b/>"):
    try:
        print(etree.tostring(etree.fromstring(broken)))
    except etree.XMLSyntaxError as error:
        print(type(error).__name__, error, error.position, error.code)
for call in (lambda: etree.XPath("//["), lambda: tree.xpath("nothing()"), lambda: etree.Element("1 bad"), lambda: etree.XSLT(etree.XML("<a/>")),
             lambda: root.append("text"), lambda: setattr(root, "text", "\0"), lambda: root.find("{"), lambda: etree.parse("/no/such/file.xml")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
page = html.fromstring("<p>Hello <b>world<i> unclosed</b><a href='/x?y=1&z=2'>link</a><form><input name=q value=1><select name=s><option selected>2</form>")
page.make_links_absolute("http://example.org/base/")
print(html.tostring(page), [(link[0].tag, *link[1:]) for link in page.iterlinks()], page.forms[0].form_values(), page.text_content())
print(diff.htmldiff("<p>old text here</p>", "<p>new text here</p>"))
data = objectify.fromstring("<r><i>7</i><f>1.5</f><s>x</s><s>y</s><t>true</t></r>")
print(data.i + 1, data.f * 2, [str(s) for s in data.s], bool(data.t), objectify.dump(data))
print(etree.tostring(E.html(E.body(E.p("text ", E.b("bold"), id="p1"), "tail"))))
events = [(event, node.tag) for event, node in etree.iterparse(io.BytesIO(source), events=("start", "end"), tag="{urn:books}title")]
print(events)


class Target:
    def __init__(self):
        self.seen = []

    def start(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def end(self, tag):
        self.seen.append(tag)

    def data(self, text):
        self.seen.append(text)

    def close(self):
        return self.seen


print(etree.fromstring("<a x='1'>t<b/>u</a>", etree.XMLParser(target=Target())))
with etree.xmlfile(io.BytesIO()) as out:
    with out.element("root"):
        out.write(E.child("c"))
feeder = etree.XMLPullParser(events=("end",))
for part in ("<a><b>1</", "b><b>2", "</b></a>"):
    feeder.feed(part)
    print([node.text for _, node in feeder.read_events()])
print(etree.tostring(root, method="c14n")[:90], root[2].getnext().sourceline, tree.getpath(root[3][1]))
big = etree.Element("big")
for i in range(2000):
    etree.SubElement(big, "n", i=str(i)).text = "v" * (i % 7)
print(len(etree.tostring(big)), big.xpath("sum(n/@i)"), len(big.findall("n[@i='77']")))
clean = etree.XML("<a xmlns:p='urn:p' xmlns:q='urn:q'><q:b/></a>")
etree.cleanup_namespaces(clean)
print(etree.tostring(clean), etree.CSS_SELECTOR if hasattr(etree, "CSS_SELECTOR") else "")
