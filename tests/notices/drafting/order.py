"""What is true of the clauses of every draft."""

from campaigns.notices.drafting.arranging import tree_of


def assert_well_formed(edition):
    rows = list(edition.clauses.order_by("position"))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    anchors = [row.anchor for row in rows if row.anchor]
    assert len(set(anchors)) == len(anchors)
    seen = {None}
    for row in rows:
        assert row.parent_id in seen
        seen.add(row.pk)
    walked = [node.clause.pk for node in tree_of(edition).walk()]
    assert walked == [row.pk for row in rows]
