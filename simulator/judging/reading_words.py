"""The grammar words that a reading rests on: who can be a doer, what denies, supposes or reports.

These are closed lists of the English language, not cues: what to listen for stands in the rubric.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("|"))


def _spaced(text: str) -> dict[str, tuple[str, ...]]:
    """Phrases with a space at either end, to be looked for as whole words, by their first word."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in _phrases(text):
        head = phrase.split()[0]
        found[head] = (*found.get(head, ()), f" {phrase} ")
    return found


def _heads(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in _phrases(text))


NOBODY = _heads("nobody | no one | none of us | none of them | neither of | not one person | noone")
I = _heads("i | i'm | i'd | i've | i'll | me and | myself")  # noqa: E741  # the word itself
WE = _heads(
    "we | we're | we'd | we've | we'll | all of us | the four of us | the three of us | the two of us | "
    "both of us | the whole team | the entire team | everyone on my team | everybody on my team"
)
THEY = _heads(
    "they | they're | they'd | they've | they'll | he | he's | he'd | he'll | she | she's | she'd | she'll | "
    "someone | somebody | people | everyone | everybody | others | some | one of them | most of them | "
    "management | leadership | folks | who"
)
THINGS = _set("it it's it'd there there's that's it'll")
YOU = _heads("you | you're | you'd | you've | you'll")
DETERMINERS = _set("the my our their his her a an one another two three this that most many several every")
TEAM = _set("team group squad lot crew department")
OWN_TEAM = frozenset(
    tuple(words.split())
    for words in (
        "the",
        "our",
        "my",
        "the whole",
        "the entire",
        "our whole",
        "my whole",
        "our entire",
        "my own",
    )
)
PERSONS = _set(
    "manager boss lead leader director supervisor engineer engineers developer developers analyst "
    "designer head "
    "guy guys woman man girl lady owner owners chief vp cto ceo cfo colleague colleagues teammate "
    "teammates mentor "
    "nurse nurses doctor doctors teacher teachers staff customer customers client clients user users "
    "merchant "
    "merchants person people vendor supplier intern interns student students professor tutor technician "
    "technicians operator operators admin admins foreman superintendent sister consultant manager's "
    "team's team "
    "teams side folks group department office leadership management trustees volunteers driver drivers "
    "buyer "
    "pharmacist chef cook planner auditor accountant partner partners founder principal skip  "
    "maintainer"
)
PREPOSITIONS = _set(
    "of to from with for by on at in about over into under behind beside between against than"
)
LEADS = _set(
    "and so then but or because also first next later afterwards finally just then instead anyway plus"
)
ADVERBS = _set(
    "also then just actually really basically finally eventually first simply quickly literally "
    "personally even "
    "still always never not already honestly probably only myself all both together to have "
    "had "
    "been be am was were did didn't then later quietly carefully manually and"
)
PAST_AUXILIARIES = _set("didn't wasn't weren't hadn't i'd we'd they'd couldn't wouldn't been")
FUTURE = _set("will won't i'll we'll they'll he'll she'll you'll")
DENIALS = _set("not never no nobody none nothing neither nor without hardly barely noone")
NOT_DENIALS = _spaced(
    "not only | not just | no matter | no wonder | no doubt | couldn't help | not to mention | no longer | "
    "can't tell you how | not bad | didn't only | didn't just | no problem"
)
SUPPOSED = _spaced(
    "we could | they could | you could | could always | "
    "could have | could've | would've | should have | should've | might've | "
    "could just | "
    "couldn't we | can't we | shouldn't we | why don't | why not | let's | if i | if we | if they | if "
    "you | if he | "
    "if she | if it | if someone | would | might | may | had i | were i | suppose | imagine | "
    "or else | "
    "otherwise | could easily | was tempted | were tempted | easy to | easier to | the easy thing | was "
    "going to | "
    "were going to | supposed to | ought to | as if | in theory"
)
WOULD_OR_HAD = _set("i'd we'd they'd he'd she'd you'd it'd")
PARTICIPLES = _set(
    "gone done seen taken given known grown shown written driven chosen spoken broken fallen "
    "eaten come "
    "become run begun better"
)
REPORT_PHRASES = _spaced(
    "according to | apparently | i was told | i'd been told | i got told | people say | everyone says | "
    "they say | "
    "stock line | supposed to say | quote | i heard that | the feeling was | the view was | the "
    "suggestion was | "
    "the argument was | the plan was | the advice was | the word was"
)
SAYS = _set(
    "said says say told tells suggested suggests goes argued wanted wants proposed insisted asked asks "
    "thought thinks "
    "claimed pushed reckoned figured offered preferred replied shrugged"
)
SAYS_PHRASES = _spaced(
    "was like | were like | is like | idea was | fix was | answer was | was to just | kept saying"
)
SET_ASIDE = (" instead of ", " rather than ", " as opposed to ")
LOOKING_BACK = _spaced(
    "looking back | look back | hindsight | next time | if i had it again | if i did it "
    "again | since "
    "then | since that | since this | these days | nowadays | from now on | from then on | lesson | "
    "lessons | learned | "
    "learnt | learning | takeaway | took away | take away | taught me | what i took | stayed with me | "
    "stuck with me | "
    "differently | what changed for me | now i | in retrospect | going forward | ever since | after this "
    "i | realised | "
    "realized | understood"
)
TURNS = _set("but instead except only rather so")
REFUSALS = tuple(
    f" {phrase}"
    for phrase in _phrases(
        "i said no | and i said no | i didn't | i did not | and i didn't | no | i refused | and i refused | "
        "i wouldn't | and i wouldn't | i pushed back | and i pushed back | that's not | which isn't"
    )
)
"""How a clause begins that turns down what went before it."""
AGREEMENTS = tuple(
    f" {phrase} "
    for phrase in _phrases(
        "we agreed i | we agreed that i | we'd agreed i | we'd agreed that i | we decided i | we decided "
        "that i | we "
        "settled that i | we said i would | we said i'd | we agreed on me | we had agreed i | we had agreed "
        "that i"
    )
)
PAST = _set(
    "wrote built made took got found ran went came saw told said sent gave brought put set kept held led "
    "met sat "
    "stood spoke drew drove chose broke began did had was were caught taught bought thought fought "
    "sought felt left "
    "lost paid sold spent cut hit shut split dug  rang sang read redid rewrote rebuilt rang heard "
    "knew became "
    "grew threw flew blew  understood dealt laid lit meant won wore tore swore stuck struck swept "
    "slept kept "
    "crept bent lent fed fled bled sped hung spun rode rose shook stole woke froze forgot forgave "
    "hid bit "
    "beat ate fell fit let quit reran redrew undid withdrew overrode outgrew used"
)
NOT_PAST = _set("indeed speed exceed proceed succeed hundred embed bleed breed")
