"""Plain measures of texts and of pairs of texts: loops, lengths, numbers, leftover Chinese.

For the translator, which tries again where an engine went wrong, and for the checks. Each is tuned
to stay silent where a good translation is merely free: what it says should be worth a look.
"""

from glossa.measures.figures import lost_numbers, numbers
from glossa.measures.invented import invented_numbers
from glossa.measures.presence import stands_in
from glossa.measures.texts import (
    echoing,
    implausible_length,
    leftover_han,
    length_ratio,
    looping,
    overlong,
    repetition,
)

__all__ = [
    "echoing",
    "implausible_length",
    "invented_numbers",
    "leftover_han",
    "length_ratio",
    "looping",
    "lost_numbers",
    "numbers",
    "overlong",
    "repetition",
    "stands_in",
]
