"""Where in China: provinces, cities, districts and towns, found in a text or worked out of an address.

· `locate(address) -> Location` says where one address lies: its `candidates` (province, city, district,
  town with official names and codes, and the span of the text each was read from), `rest` of the address,
  and `is_ambiguous` when several places fit and nothing decides (朝阳, 鼓楼区 …): then ask, never guess.
  Without a known name there are no candidates.
· `find(text) -> tuple[Mention, ...]` says where in any text places are named, left to right, none
  overlapping; neighbours that belong together are one mention (江苏南京江宁). `is_sure` is false for a lone
  short name that may be a word of everyday (大方, 和平): take such a one only where a place is expected.

· `within(code)` lists what lies right in a division, for a choice step by step.

The first two are pure, take any text and never raise; positions are those of the text as given. The
divisions come from the official list that the build packs (`divisions.pack`, see
docs/decisions/0010-division-data.md); short names, old names, development zones, markets, stations and
airports are ours (`names.txt`). Loaded at first use. A street's own name is no place: 上海路, 南京东路,
深圳大道 move no address.
"""

from yinuo.core.divisions.finding import Mention, find
from yinuo.core.divisions.locating import Candidate, Location, locate
from yinuo.core.divisions.table import Division, Level, within

__all__ = ["Candidate", "Division", "Level", "Location", "Mention", "find", "locate", "within"]
