"""Invented comments, in the language each was "written" in. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence

from diogel.demo.fitting import deal

# Eleven wrote about funding, as the report says; what they wrote is made up.
FUNDING = (
    "Our posts hang on yearly grants and we lose good staff each spring.",
    "Short term funding means that prevention work stops before it shows results.",
    "The grant pays for the coordinator, but there is nothing for training or for data.",
    "Mae swyddi'n dibynnu ar gyllid tymor byr ac mae staff profiadol yn gadael.",
    "We bid for funding three times a year and every bid takes a week of staff time.",
    "Nid oes cyllid ar gyfer gwaith atal, dim ond ar gyfer ymateb i broblemau.",
    "Funding comes from four pots, each with its own priorities and its own reports.",
    "There is no money for the new duties, and the training that staff need is not paid for.",
    "Byddai cyllid dros dair blynedd yn ein galluogi i gynllunio gwaith atal yn iawn.",
    "The commissioner's grant must follow the police plan, so local prevention is left out.",
    "A longer grant would let us plan prevention with partners and keep our staff.",
)

OTHER_TEAMS = (
    "Housing officers, the youth service and environmental health all do part of this.",
    "Social services and housing carry much of the work with vulnerable people.",
    "Mae'r tîm tai a'r gwasanaethau cymdeithasol yn gwneud llawer o'r gwaith hwn.",
    "Licensing, environmental health and highways, and the schools for education work.",
    "The youth service, housing and civil contingencies.",
    "Swyddogion tai, y gwasanaeth ieuenctid ac iechyd yr amgylchedd.",
    "Education welfare, the youth service and social services, about six people.",
    "Housing support workers and the licensing team.",
    "Social services, licensing and the events team in the summer.",
    "Mae timau tai, addysg a'r gwasanaethau cymdeithasol yn cyfrannu.",
    "Youth workers, education and the parks team.",
    "Environmental health, housing and trading standards.",
)

MOVED = (
    "Social services took this on, with roughly ten staff.",
    "Housing now deals with tenancy cases.",
    "It is spread over several departments and hard to count.",
    "Nid yw'n glir pwy sy'n gyfrifol am rai o'r meysydd hyn.",
    "A regional team does it now.",
    "Some of it is simply not done any more.",
)

REMARKS = (
    "We look forward to the results and to working together.",
    "Diolch am y cyfle i gyfrannu.",
    "Please share what other areas do well.",
    "A shared analyst would change our work more than anything else.",
)

PARTNERSHIP = (
    "Partners meet often but plan apart.",
    "The boards overlap and the same people report the same things to each of them.",
    "Mae'r byrddau'n gorgyffwrdd ac mae'r un bobl yn adrodd yr un pethau wrth bob un.",
    "Joint tasking works well when housing and health are in the room.",
    "Working with schools has been our best joint work this year.",
)

INDEPENDENTLY = (
    "A partner ran its own campaign in a week when ours was on the same theme.",
    "Two services visited the same families without knowing of each other.",
    "Roedd dau wasanaeth yn gweithio gyda'r un teuluoedd heb wybod hynny.",
    "Problem solving started before the partnership had heard of the problem.",
    "A landlord acted alone and we heard of it from residents.",
)

PRODUCTS = (
    "A monthly profile of the county that any partner can open.",
    "Monthly data at the level of the local authority, not of the force.",
    "Data misol ar lefel awdurdod lleol y gallwn ei rannu gyda phartneriaid.",
    "A shared assessment with the evidence of every partner in it.",
    "Data on harm and on place, monthly, in one format.",
)

BUDGETS = (
    "Budgets fall each year while the duties grow.",
    "Bids take time and favour those who have staff to write them.",
    "Mae ceisiadau am gyllid yn cymryd amser staff nad oes gennym.",
    "It is not clear how funding decisions are made.",
)

CHANGES = (
    "One analyst shared between two counties.",
    "Monthly data from every partner.",
    "Data misol gan bob partner.",
    "Funding for three years instead of one.",
    "Fewer boards with clearer roles.",
)

SKILLS = (
    "Mostly from partners, and from what other areas publish.",
    "Short online sessions would help; travel takes a whole day.",
    "Byddai sesiynau byr ar-lein yn help.",
)


def deal_texts(people: Sequence[str], texts: Sequence[str], seed: str) -> dict[str, str]:
    """Each text to one person."""
    dealt = deal(people, {str(n): 1 for n in range(len(texts))}, seed)
    return {person: texts[int(n)] for person, n in dealt.items()}
