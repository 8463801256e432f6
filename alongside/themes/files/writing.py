"""Write a codebook the way other tools read it. Not for who may carry it away."""

from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # writes only: nothing is parsed with it

from alongside.themes.files.shape import NAMESPACE, Codebook


def written(codebook: Codebook) -> bytes:
    """One `.qdc` file. The same codebook always gives the same bytes."""
    root = Element("CodeBook", {"xmlns": NAMESPACE, "origin": "Alongside"})
    codes = SubElement(root, "Codes")
    places: dict[UUID, Element] = {}
    for code in codebook.codes:
        marks = {"guid": str(code.guid), "name": code.name, "isCodable": "true" if code.codable else "false"}
        if code.colour:
            marks["color"] = code.colour
        above = codes if code.parent is None else places[code.parent]
        places[code.guid] = SubElement(above, "Code", marks)
        if code.description:
            SubElement(places[code.guid], "Description").text = code.description
    if codebook.sets:
        sets = SubElement(root, "Sets")
        for one in codebook.sets:
            place = SubElement(sets, "Set", {"guid": str(one.guid), "name": one.name})
            if one.description:
                SubElement(place, "Description").text = one.description
            for guid in one.members:
                SubElement(place, "MemberCode", {"guid": str(guid)})
    indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
