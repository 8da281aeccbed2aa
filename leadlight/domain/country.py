"""Countries as people write them (code or name), made ISO 3166 two-letter codes."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from leadlight.domain.quoting import quoted
from leadlight.errors import RefusedError

_OTHERS = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "usa": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US", "america": "US",
    "uae": "AE", "emirates": "AE", "south korea": "KR", "korea": "KR", "republic of korea": "KR", "russia": "RU",
    "russian federation": "RU", "czech republic": "CZ", "czechia": "CZ", "holland": "NL", "the netherlands": "NL",
    "turkiye": "TR", "turkey": "TR", "viet nam": "VN", "ivory coast": "CI", "hong kong": "HK",
    "macau": "MO", "macao": "MO", "macedonia": "MK", "swaziland": "SZ", "burma": "MM", "ksa": "SA", "prc": "CN",
    "mainland china": "CN", "iran": "IR", "syria": "SY", "laos": "LA", "moldova": "MD", "bolivia": "BO",
    "venezuela": "VE", "tanzania": "TZ", "brunei": "BN", "cape verde": "CV", "palestine": "PS", "vatican": "VA",
}  # fmt: skip
_ALPHA3 = (
    "AFGAF ALBAL DZADZ ASMAS ANDAD AGOAO AIAAI ATAAQ ATGAG ARGAR ARMAM ABWAW AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB "
    "BLRBY BELBE BLZBZ BENBJ BMUBM BTNBT BOLBO BESBQ BIHBA BWABW BVTBV BRABR IOTIO BRNBN BGRBG BFABF BDIBI CPVCV KHMKH "
    "CMRCM CANCA CYMKY CAFCF TCDTD CHLCL CHNCN CXRCX CCKCC COLCO COMKM COGCG CODCD COKCK CRICR CIVCI HRVHR CUBCU CUWCW "
    "CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ ETHET FLKFK FROFO FJIFJ FINFI FRAFR "
    "GUFGF PYFPF ATFTF GABGA GMBGM GEOGE DEUDE GHAGH GIBGI GRCGR GRLGL GRDGD GLPGP GUMGU GTMGT GGYGG GINGN GNBGW GUYGY "
    "HTIHT HMDHM VATVA HNDHN HKGHK HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE IMNIM ISRIL ITAIT JAMJM JPNJP JEYJE JORJO "
    "KAZKZ KENKE KIRKI PRKKP KORKR KWTKW KGZKG LAOLA LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW "
    "MYSMY MDVMV MLIML MLTMT MHLMH MTQMQ MRTMR MUSMU MYTYT MEXMX FSMFM MDAMD MCOMC MNGMN MNEME MSRMS MARMA MOZMZ MMRMM "
    "NAMNA NRUNR NPLNP NLDNL NCLNC NZLNZ NICNI NERNE NGANG NIUNU NFKNF MKDMK MNPMP NORNO OMNOM PAKPK PLWPW PSEPS PANPA "
    "PNGPG PRYPY PERPE PHLPH PCNPN POLPL PRTPT PRIPR QATQA REURE ROURO RUSRU RWARW BLMBL SHNSH KNAKN LCALC MAFMF SPMPM "
    "VCTVC WSMWS SMRSM STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SXMSX SVKSK SVNSI SLBSB SOMSO ZAFZA SGSGS SSDSS ESPES "
    "LKALK SDNSD SURSR SJMSJ SWESE CHECH SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TKLTK TONTO TTOTT TUNTN TURTR TKMTM "
    "TCATC TUVTV UGAUG UKRUA AREAE GBRGB USAUS UMIUM URYUY UZBUZ VUTVU VENVE VNMVN VGBVG VIRVI WLFWF ESHEH YEMYE "
    "ZMBZM ZWEZW"
)
_BY_ALPHA3 = {pair[:3]: pair[3:] for pair in _ALPHA3.split()}
_CODES = frozenset(_BY_ALPHA3.values()) | {"XK"}


@lru_cache(maxsize=4_096)
def country_code(text: str) -> str:
    """The ISO 3166 two-letter code of a code (2 or 3 letters, any case) or of a country's name. RefusedError else."""
    word = _fold(text)
    upper = word.upper()
    if upper in _CODES:
        return upper
    code = _BY_ALPHA3.get(upper) or _OTHERS.get(word) or _names().get(word)
    if code is None:
        raise RefusedError(
            f"{quoted(text)} is not a country: give its two-letter code (DE, AE, US) or its English name"
        )
    return code


def _fold(text: str) -> str:
    """Case, accents, kinds of apostrophe and runs of blanks do not tell countries apart."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.replace("’", "'").casefold().split())


@cache
def _names() -> dict[str, str]:
    """Country names in the languages phonenumbers knows; a name that two countries share is left out."""
    from phonenumbers.geodata.locale import LOCALE_DATA  # 0.4 s and 4 MB: only where a file writes names

    found: dict[str, set[str]] = {}
    for code, names in LOCALE_DATA.items():
        for name in names.values():
            if code in _CODES and not name.startswith("*"):
                found.setdefault(_fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@cache
def country_names() -> dict[str, str]:
    """ISO code → the country's English name."""
    from phonenumbers.geodata.locale import LOCALE_DATA  # 0.4 s and 4 MB: only where names are wanted

    found: dict[str, str] = {}
    for code, names in LOCALE_DATA.items():
        name = names.get("en", "")
        name = names.get(name[1:], "") if name.startswith("*") else name  # the same as in another language
        if code in _CODES and name:
            found[code] = name
    return found
