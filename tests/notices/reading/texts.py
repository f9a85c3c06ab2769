"""A small notice to put the piece under test into."""

from campaigns.notices.reading import as_json, read

HEAD = "关于开展2012年“质量月”活动的通知\n各市质监局：\n    为做好今年质量月活动，现将有关事项通知如下。\n"
TAIL = "\n浙江省质量技术监督局\n2012年8月20日\n"


def parse(text):
    return as_json(read(text))


def body(text, head=HEAD, tail=TAIL):
    return parse(head + text + tail)


def shape(section):
    return [(clause["marker"], clause["heading"], clause["text"]) for clause in section["clauses"]]
