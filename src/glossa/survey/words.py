"""English words that tell names from other words with a capital. Lists to be added to by hand."""

from __future__ import annotations

from typing import Final

__all__ = [
    "COMMON",
    "DEMONYMS",
    "FUNCTION",
    "OF_HEADS",
    "ORGANISATION_WORDS",
    "PLACE_FIRST",
    "PLACE_WORDS",
    "TIMES",
    "TITLES",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES: Final = _set(
    """
    Mr Mrs Ms Miss Dr Prof Professor President Vice-President Chairman Chairwoman Chair Minister
    Premier Chancellor Governor Mayor Senator Congressman Congresswoman Rep Sen Gov Gen Col Lt Capt
    Sgt General Colonel Major Captain Lieutenant Sergeant Admiral Commander Secretary-General
    Secretary Ambassador Judge Justice King Queen Prince Princess Emperor Empress Sir Lord Lady
    Dame Duke Duchess Baron Count Sheikh Imam Mullah Ayatollah Pope Cardinal Bishop Archbishop
    Father Rabbi Reverend Rev Saint Director Deputy Vice Prime Acting Former Editor Coach Inspector
    Detective Det Insp Supt Sgt PC Cllr Officer Comrade Akhun Haji Hajji Uncle Aunt Foreign
    """
)
"""What stands before a person's name and is no part of it."""
PLACE_WORDS: Final = _set(
    """
    County Prefecture Township Town Village City District Province Region Municipality Oblast
    Governorate Canton Commune Banner League River Creek Lake Reservoir Canal Bay Gulf Sea Strait
    Ocean Island Islands Isle Peninsula Cape Mountain Mountains Mount Peak Range Hill Hills Valley
    Gorge Pass Canyon Glacier Plateau Basin Desert Oasis Steppe Plain Forest Grassland Wetland Park
    Road Street Avenue Boulevard Highway Expressway Railway Square Bridge Tunnel Airport Port
    Harbour Harbor Station Border Temple Mosque Monastery Pagoda Palace Fort Castle Tower Cave Caves
    Grottoes Ruins Reserve Falls Springs
    """
)
"""What ends the name of a place."""
PLACE_FIRST: Final = _set("Mount Mt Lake Cape Port Fort Gulf Isle Bay Strait Sea")
"""What begins the name of a place."""
ORGANISATION_WORDS: Final = _set(
    """
    University College Institute Institution Academy School Polytechnic Hospital Museum Library
    Gallery Theatre Theater Bank Company Corporation Corp Inc Ltd Limited Group Holdings Co
    Enterprises Association Society Federation Union Alliance Council Committee Commission Bureau
    Ministry Department Agency Authority Administration Office Court Parliament Congress Assembly
    Senate Party Foundation Fund Trust Organisation Organization Initiative Programme Program
    Project Network Centre Center Observatory Laboratory Press Times Daily Post News Herald Tribune
    Gazette Journal Review Broadcasting Television Radio Embassy Consulate Church Club League
    Conference Forum Cooperative Airlines Airways Railways Command Corps Brigade Army Navy Police
    Act Treaty Convention Declaration
    """
)
"""What the name of an organisation, a paper or a law has in it."""
OF_HEADS: Final = ORGANISATION_WORDS | _set(
    """
    Republic Kingdom Emirate Sultanate Duchy State University Bank Bay Gulf Isle Cape Sea Strait
    Battle Siege Province City Port Church House Temple Statue Order Board Chamber Faculty
    Declaration Book Garden Palace People's
    """
)
"""Before `of` they make one name of what stands on both sides."""
TIMES: Final = _set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays
    Wednesdays Thursdays Fridays Saturdays Sundays January February March April May June
    July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Spring Summer Autumn Winter Christmas Easter Ramadan Eid
    """
)
DEMONYMS: Final = _set(
    """
    Chinese American Americans British Briton Britons English French German Germans Italian Italians
    Spanish Portuguese Dutch Belgian Swiss Austrian Danish Swedish Swede Norwegian Finnish Icelandic
    Irish Scottish Scots Welsh Polish Czech Slovak Hungarian Romanian Bulgarian Greek Greeks Serbian
    Croatian Bosnian Albanian Turkish Turk Turks Turkic Russian Russians Soviet Ukrainian Belarusian
    Georgian Armenian Azerbaijani Kazakh Kazakhs Kyrgyz Uzbek Uzbeks Tajik Tajiks Turkmen Afghan
    Afghans Pakistani Indian Indians Bengali Tibetan Tibetans Nepali Mongol Mongols Mongolian
    Japanese Korean Koreans Vietnamese Thai Burmese Indonesian Malaysian Malay Filipino Singaporean
    Taiwanese Australian Australians Canadian Canadians Mexican Brazilian Argentine Chilean Cuban
    Colombian Venezuelan Egyptian Moroccan Algerian Tunisian Libyan Nigerian Kenyan Ethiopian
    African Africans European Europeans Asian Asians Eurasian Arab Arabs Arabic Persian Iranian
    Iraqi Syrian Lebanese Israeli Israelis Jewish Jew Jews Palestinian Palestinians Saudi Latin
    Hispanic Muslim Muslims Islamic Islam Islamist Christian Christians Christianity Catholic
    Catholics Protestant Protestants Orthodox Buddhist Buddhists Buddhism Taoist Hindu Hindus Sunni
    Shia Shiite Sufi Communist Communists Marxist Democrat Democrats Democratic Republican
    Republicans Conservative Conservatives Labour Liberal Western Eastern Northern Southern Roman
    Romans Cantonese Mandarin Hebrew Sanskrit Qing Ming Tang Han Yuan Song Pinyin Northwest
    Northeast Southwest Southeast North South East West Central
    """
)
"""Peoples, languages, faiths and quarters of the sky: alone they are no candidates."""
FUNCTION: Final = _set(
    """
    a about above according across after again against ago ahead all almost alone along already also
    although always am amid among an and another any anyone anything are around as at away back
    based be because become been before behind being below beside besides between beyond both but by
    call can cannot come could despite did do does done down due during each early either else
    enough even ever every everyone everything except far few finally firstly following for
    former from further furthermore general get given go got had half has have having he
    hello help hence her here hers him his how however i if in indeed inside instead into is it its
    itself just keep known late later latest least less let like likewise located look
    made mainly make many may maybe me meanwhile might more moreover most mostly much must my near
    nearly neither never nevertheless next no nobody none nor not note nothing now nowhere of
    off often oh ok okay on once one ones only onto or other others otherwise our out outside
    over overall own per perhaps please possibly quite rather read really recent recently
    regarding said same says see seen several shall she should show similarly since so some
    somebody someone something sometimes soon still such take taken than thank thanks that the their
    them then there therefore these they thing things think third this those though through thus
    till to today together tomorrow tonight too toward towards four five six seven eight
    nine ten eleven twelve twenty hundred thousand million billion under unless unlike until up upon
    us use used using usually various very via was we well were what whatever when where whereas
    wherever whether which while who whoever whole whom whose why will with within without would yes
    yesterday yet you your yours zero
    """
)
"""Lower case: words that begin sentences and never names."""
COMMON: Final = FUNCTION | _set(
    """
    new old great good long young first last second two three little big
    god internet web earth moon sun bible quran koran chapter section figure table page part volume
    photo photos image caption source editor author reporter correspondent video audio map chart
    illustration credit copyright contact advertisement email e-mail telephone phone fax website
    online home share print comment comments related update updated published government state party
    people police officials scientists researchers residents students teachers women men children
    farmers workers local national international global world universal official public social
    economic political cultural ethnic rural urban modern ancient traditional special central
    north south east west northern southern eastern western chinese middle upper lower high low big
    small large major minor main top best better dear tel vol no dr mr mrs ms st covid covid-19
    wi-fi dna tv pm bc ad ce bce est gmt utc dynasty century renaissance republic empire civil war
    """
)
"""Lower case: words that are no names by themselves, capital or not."""
