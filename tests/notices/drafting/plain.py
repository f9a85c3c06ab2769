"""A form of a page as a browser without script would send it."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [], None, None

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form":
            self.forms.append((facts.get("action", ""), {}))
        if not self.forms:
            return
        sent, name = self.forms[-1][1], facts.get("name")
        if tag == "input" and name and facts.get("type") not in ("submit", "file"):
            is_ticked = facts.get("type") in ("checkbox", "radio")
            if not is_ticked or "checked" in facts:
                sent[name] = facts.get("value", "on" if is_ticked else "")
        elif tag == "select":
            self.select = name
            sent[name] = None
        elif tag == "option" and self.select and ("selected" in facts or sent[self.select] is None):
            sent[self.select] = facts.get("value", "")
        elif tag == "textarea":
            self.area, sent[name] = name, ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.forms[-1][1][self.area] += data


def fields(answer, ending):
    """Return what the form whose action ends so would send."""
    parser = _Forms()
    parser.feed(answer.content.decode())
    sent = next(sent for action, sent in parser.forms if action.endswith(ending))
    return {name: value.removeprefix("\n") if value else "" for name, value in sent.items()}
