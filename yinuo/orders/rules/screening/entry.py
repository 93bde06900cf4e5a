"""A word of the table."""

from dataclasses import dataclass

from yinuo.playbooks.rules.tables import GoodsRow


@dataclass(frozen=True, eq=False)
class Entry:
    """A word as it is sought, as it is written in the table, and its row."""

    sought: str
    word: str
    row: GoodsRow

    @property
    def is_wide(self) -> bool:
        """Whether a last noun may stand some characters behind the word that it belongs to: 汽油割灌机."""
        return len(self.sought) > 1 or self.word.startswith("…")

    @property
    def is_harmless(self) -> bool:
        """Whether the row lets goods pass."""
        return self.row.verdict == "ok"

    def is_about(self, said: str) -> bool:
        """Whether `said` names this row, its category or the category's number."""
        category = self.row.category
        return said == self.row.name or said == category or said == category.partition(" ")[0]
