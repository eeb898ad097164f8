"""The English words that run a home or a person down, for VADER's lexicon.

VADER's own negative words are those of a general lexicon: alarm, war, gun and killer are as bad as horrible. In
listings most of them are names of streets, parts of a house or plain facts. So these words alone count against a text.
"""

import re

# Valence as in VADER: from -4, worst, to 4. One word of -1.2 or less makes a text negative; a milder one does not.
_WORDS = {
    -4.0: "uninhabitable unlivable unliveable hellhole shithole",
    -3.2: """
        condemned derelict unfit unsafe toxic contaminated infested slum slums squalid hovel pigsty
        disgusting revolting repulsive repugnant vile horrible horrid horrendous horrific hideous horrifying
        awful terrible dreadful appalling atrocious abysmal ghastly worst nightmare disgrace disgraceful deplorable
        idiot idiots idiotic moron morons moronic imbecile imbeciles scum bastard bastards bitch bitches asshole
        assholes arsehole arseholes wanker wankers cunt cunts whore whores slut sluts pervert perverts vermin
        fuck fucks fucked fucking fucker fuckers shit shits shitty bullshit crap crappy piss
        hate hates hated loathe loathes loathsome despise despises detest detests despicable abhorrent
        """,
    -2.4: """
        ugly nasty filthy dirty rotten rotting mouldy moldy stinking stinks stink smelly stench foul grimy squalor
        eyesore monstrosity grotesque gruesome miserable depressing dismal dreary wretched pathetic worthless useless
        collapsed collapsing crumbling decrepit ramshackle decaying ruined wrecked vandalised vandalized hazardous
        rats cockroaches cockroach roaches bedbugs lice maggots dump dumps crook crooks liar liars scam scammer
        scammers scams swindler swindlers fraudsters thieves cheats lousy shoddy sordid seedy stupid
        dangerous shameful unbearable intolerable insufferable unacceptable hopeless nauseating
        sickening creepy garbage trash rubbish hellish rip-off ripoff overpriced unhygienic insanitary unsanitary
        deathtrap death-trap trashed
        """,
    -1.6: "botched substandard inhospitable unusable",
    -1.0: """
        bad worse broken defective faulty leaking leaky abandoned neglected run-down rundown dilapidated shabby tatty
        noisy gloomy grim grubby scruffy cheerless annoying disappointing
        """,
}
SAID = "said_against"  # stands for a phrase below
AGAINST = {word: valence for valence, words in _WORDS.items() for word in words.split()} | {SAID: -3.2}

_PHRASES = re.compile(
    r"""\b(?:
    beyond[ ](?:all[ ]|any[ ]|economic(?:al)?[ ])?repair
    | (?:unfit|not[ ]fit)[ ](?:to[ ](?:live[ ]in|be[ ]lived[ ]in)|for[ ](?:human[ ])?habitation)
    | (?:nobody|no[ -]one|no[ ]human(?:[ ]being)?)[ ](?:should|could|can|would[ ]want[ ]to)[ ]live
    | demolition[ ](?:is[ ])?(?:recommended|advised|required|ordered|inevitable)
    | (?:must|should|ought[ ]to|has[ ]to|needs[ ]to|only[ ]fit[ ]to)[ ]be
        [ ](?:demolished|(?:pulled|torn|knocked)[ ]down)
    | (?:must[ ]not|cannot|should[ ]not|can[ ]no[ ]longer)[ ]be[ ](?:used|entered|occupied|lived[ ]in)
    | (?:do[ ]not|don['\u2019]t|never)[ ](?:ever[ ])?(?:buy|enter|rent[ ](?:it|this|here|from))
    | (?:stay|keep)[ ]away
    | (?:falling|coming)[ ]apart | falling[ ](?:down|in)
    | not[ ](?:be[ ])?safe
    | black[ ]mou?ld | mou?ld[ ](?:everywhere|throughout|all[ ]over) | full[ ]of[ ]mou?ld
    | (?:in[ ](?:this|that|such[ ]a)|what[ ]a)[ ]hole
    | \w+-(?:infested|ridden)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Compounds of the trade, of words that alone would count.
_TRADE = re.compile(
    r"""\b(?:
    (?:rubbish|garbage|trash|refuse)[ -](?:collections?|disposals?|disposer|chutes?|bins?|cans?|compactor|rooms?|stores?
        |removal|pick-?ups?|service|area|fees?|included)
    | (?:household|kitchen|garden)[ ](?:rubbish|garbage|trash)
    | (?:dirty|smelly)[ ](?:boots?|paws|dogs?|wellies|hobby|hobbies|shoes)
    | bad[ ]weather | (?-i:Bad[ ][A-Z]\w+) | (?:not|no)[ ](?:too[ ])?bad | worst[ ]of[ ]the
    | dirty[ ]kitchens? | foul[ ](?:water|drains?|drainage|sewers?|sewage)
    | hate[sd]?[ ](?:to[ ])?(?:leav|miss|go)\w*
    | (?:ruined|derelict|crumbling|dilapidated|collapsed|decaying)[ ](?:castle|abbey|priory|chapel|church|tower|mill
        |barn|byre|shed|stable|outbuilding|greenhouse|boathouse|cottage|wall)s?
    | (?:pest|vermin|rat|mou?ld|smell)[ -](?:free|proof|control)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def marked(text: str) -> tuple[str, list[str]]:
    """Return a text without the trade's compounds and with SAID for each phrase, and these phrases in their order."""
    text = _TRADE.sub(" ", text)
    return _PHRASES.sub(SAID, text), _PHRASES.findall(text)
