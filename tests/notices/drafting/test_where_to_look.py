"""The room of drafting tells a stranger where to look."""

import re
from pathlib import Path

from campaigns.notices import drafting


def test_each_file_of_the_room_is_named_once_where_the_room_says_what_it_holds():
    files = {path.stem for path in Path(drafting.__file__).parent.glob("*.py")} - {"__init__"}
    assert sorted(re.findall("`([a-z_]+)`", drafting.__doc__)) == sorted(files)
