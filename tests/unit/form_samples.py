# ruff: noqa: E501  (a row of a form is one line)
"""Forms for the tests of what goes out and comes back: every kind of question, every structure."""

from __future__ import annotations

from pathlib import Path

EVERY_KIND = """
# A form with every kind of question. Lines of words stay as they are.

| settings | form_title | form_title_cy | form_id | version | default_language | cy_review |
| | Every kind | Pob math | every-kind | 3 | English (en) | needed |

| survey | type | name | label::English (en) | label::Cymraeg (cy) | hint::English (en) | hint::Cymraeg (cy) | relevant | required | constraint | constraint_message::English (en) | constraint_message::Cymraeg (cy) | appearance | low | high | indicator | disclosure | blank | coded | nets | cy_review |
| | begin_group | start | About you | Amdanoch chi | | | | | | | | | | | | | | | | |
| | note | n1 | Why we ask: 1 * 2 \\| _3_ | Pam rydym yn gofyn: 1 * 2 \\| _3_ | | | | | | | | | | | | | | | | |
| | select_one have | q1 | Do you have a team? | A oes gennych chi dîm? | Count staff of every kind. | Cyfrwch staff o bob math. | | yes | | | | | | | team.have | fact | | | | A. Jones, 1 March 2021 |
| | select_multiple topics | q2 | Which of these? | Pa rai o'r rhain? | | | ${q1} = 'yes' | | | | | | | | | opinion | zero | | agree | |
| | select_multiple areas | q3 | Which areas? | Pa ardaloedd? | | | | yes | | | | | | | | fact | | | | |
| | integer | q4 | How many? | Faint? | | | count-selected(${q2}) > 1 | | . >= 0 and . <= 99 | Enter 0 to 99 | Rhowch 0 i 99 | | | | | opinion | missing | | | |
| | integer | q5 | How many of ${q4}? | Faint o ${q4}? | | | ${q4} >= 2 and not(selected(${q2}, 'none')) | | | | | | 1 | | | opinion | | | | |
| | end_group | | | | | | | | | | | | | | | | | | | |
| | begin_group | words | In your own words | Yn eich geiriau eich hun | | | | | | | | | | | | | | | | |
| | text | q6 | A short answer | Ateb byr | | | | | | | | | | | | opinion | | | | |
| | text | q7 | A long answer | Ateb hir | | | ${q6} != '' | | | | | multiline | | | | opinion | | | | |
| | date | q8 | When was it? | Pryd oedd hynny? | | | | | | | | | | | | opinion | | | | |
| | begin_group | g1 | How far do you agree? | I ba raddau ydych chi'n cytuno? | | | ${q1} != 'no' | | | | | table-list | | | | | | | | |
| | select_one scale | g1_plan | The plan is clear. | Mae'r cynllun yn glir. | | | | | | | | | | | | opinion | | | | |
| | select_one scale | g1_data | The data are good. | Mae'r data'n dda. | | | | | | | | | | | | opinion | | | | |
| | end_group | | | | | | | | | | | | | | | | | | | |
| | select_one have | q9 | Coded afterwards | Wedi'i godio wedyn | | | | | | | | | | | | opinion | | yes | | |
| | end_group | | | | | | | | | | | | | | | | | | | |

| choices | list_name | name | label::English (en) | label::Cymraeg (cy) | exclusive | missing | collapse | nets | status | cy_review |
| | have | yes | Yes | Oes | | | | | verbatim | |
| | have | no | No | Nac oes | | | | | verbatim | |
| | topics | asb | Anti-social behaviour | Ymddygiad gwrthgymdeithasol | | | | agree | | |
| | topics | fire | Fire safety | Diogelwch tân | | | | | | |
| | topics | none | None of these | Dim un o'r rhain | yes | | | | | |
| | areas | W06000001 | Isle of Anglesey | Ynys Môn | | | | | | |
| | areas | W06000015 | Cardiff | Caerdydd | | | | | | |
| | scale | agree | Agree | Cytuno | | | positive | agree | | |
| | scale | disagree | Disagree | Anghytuno | | | | | | |
| | scale | unsure | Don't know | Ddim yn gwybod | | unsure | | | | |

| groups | name | label::English (en) | label::Cymraeg (cy) | cy_review |
| | positive | Positive | Cadarnhaol | |
| | agree | Agree at all | Cytuno o gwbl | |
"""

STRUCTURES = """
| settings | form_title | form_title_cy | form_id | version |
| | Structures | Strwythurau | structures | 1 |

| survey | type | name | label::English (en) | label::Cymraeg (cy) | relevant | required | required_message::English (en) | required_message::Cymraeg (cy) | constraint | constraint_message::English (en) | constraint_message::Cymraeg (cy) | calculation | choice_filter | repeat_count | appearance | disclosure |
| | text | before | Before every group | Cyn pob grŵp | | | | | | | | | | | | fact |
| | begin_group | outer | Outer | Allanol | ${before} != '' | | | | | | | | | | | |
| | select_one force | force | Which force? | Pa heddlu? | | yes | Choose one | Dewiswch un | | | | | | | | fact |
| | begin_group | inner | Inner | Mewnol | ${force} = 'south' | | | | | | | | | | | |
| | select_one area | area | Which area? | Pa ardal? | | | | | | | | | force = ${force} | | | fact |
| | decimal | share | What share? | Pa gyfran? | | ${force} = 'south' | Say a share | Nodwch gyfran | . > 0 and . < ${limit} | Between 0 and 1 | Rhwng 0 ac 1 | | | | | fact |
| | end_group | | | | | | | | | | | | | | | |
| | calculate | limit | | | | | | | | | | 1 + 0 | | | | |
| | begin_repeat | teams | Each team | Pob tîm | | | | | | | | | | 2 | | |
| | integer | people | How many people? | Faint o bobl? | | | | | | | | | | | | fact |
| | time | opens | When does it open? | Pryd mae'n agor? | ${people} > 0 | | | | | | | | | | | fact |
| | end_repeat | | | | | | | | | | | | | | | |
| | end_group | | | | | | | | | | | | | | | |
| | dateTime | last | When last? | Pryd ddiwethaf? | | | | | | | | | | | | fact |

| choices | list_name | name | label::English (en) | label::Cymraeg (cy) | force |
| | force | south | South Wales | De Cymru | |
| | force | gwent | Gwent | Gwent | |
| | area | cardiff | Cardiff | Caerdydd | south |
| | area | newport | Newport | Casnewydd | gwent |
"""

SAMPLES = {"every-kind": EVERY_KIND, "structures": STRUCTURES}


def sample(folder: Path, name: str) -> Path:
    """A sample form as a Markdown file."""
    path = folder / f"{name}.md"
    path.write_text(SAMPLES[name].lstrip(), encoding="utf-8", newline="\n")
    return path
