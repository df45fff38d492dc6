"""Names as they are typed on a Latin keyboard."""

from dataclasses import dataclass

from pypinyin import lazy_pinyin


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in pinyin without tones, and the first letters of its syllables; both lower case without spaces."""

    full: str
    initials: str


def spell_name(name: str) -> Spelling:
    """The pinyin of a name; what is not Chinese stays as it is.

    >>> spell_name("重庆直达科技")
    Spelling(full='chongqingzhidakeji', initials='cqzdkj')
    """
    syllables = [syllable.lower() for syllable in lazy_pinyin(name) if syllable.strip()]
    return Spelling("".join(syllables), "".join(syllable[0] for syllable in syllables))
