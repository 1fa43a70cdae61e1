//! Short closed lists of words, each sorted by its bytes. They are our own, drawn up from general knowledge of English.

/// Articles, prepositions, pronouns, conjunctions and auxiliaries.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "across", "after", "against", "all", "along", "although", "am", "among", "an", "and",
    "any", "are", "around", "as", "at", "be", "because", "been", "before", "behind", "being", "below", "beneath",
    "beside", "besides", "between", "beyond", "both", "but", "by", "can", "could", "despite", "did", "do", "does",
    "down", "during", "each", "either", "else", "ever", "every", "few", "for", "from", "had", "has", "have", "he",
    "her", "here", "hers", "him", "his", "how", "i", "if", "in", "inside", "into", "is", "it", "its", "itself",
    "just", "least", "less", "like", "many", "may", "me", "might", "more", "most", "much", "must", "my", "near",
    "neither", "no", "nor", "not", "of", "off", "on", "once", "one", "only", "onto", "or", "other", "our", "out",
    "outside", "over", "own", "per", "same", "shall", "she", "should", "since", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through",
    "throughout", "till", "to", "too", "toward", "towards", "under", "unless", "until", "up", "upon", "us", "very",
    "via", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why",
    "will", "with", "within", "without", "would", "yet", "you", "your",
];

/// Abbreviations written with a full stop, in lower case and without it.
#[rustfmt::skip]
pub(super) const ABBREVIATIONS: &[&str] = &[
    "a.d", "a.m", "abr", "acad", "adj", "adm", "adv", "al", "app", "approx", "apr", "asst", "aug", "ave", "b.c",
    "b.s.c", "ba", "bart", "bldg", "blvd", "brig", "bros", "c", "ca", "capt", "cdr", "cent", "cf", "ch", "cmdr",
    "co", "col", "cols", "comdr", "corp", "cos", "cpl", "ct", "d.c", "dec", "dept", "diss", "dist", "div", "dr",
    "e.g", "ed", "edn", "eds", "enc", "eng", "esp", "esq", "est", "et", "etc", "ex", "ext", "feb", "ff", "fig",
    "figs", "fl", "fr", "fri", "ft", "fwd", "gal", "gen", "gov", "govt", "hon", "hr", "hrs", "i.e", "ibid", "illus",
    "in", "inc", "incl", "inst", "introd", "jan", "jr", "jul", "jun", "kg", "km", "l", "lat", "lb", "lbs", "lib",
    "lieut", "lit", "lt", "ltd", "m.p", "maj", "mar", "max", "messrs", "mfg", "mg", "mgr", "min", "misc", "mlle",
    "mme", "mo", "mon", "mr", "mrs", "ms", "msgr", "mt", "mtn", "mts", "n.b", "nat", "natl", "neg", "no", "nos",
    "nov", "oct", "op", "orig", "oz", "p", "p.m", "p.s", "par", "pat", "pg", "ph.d", "pl", "pop", "pp", "pref",
    "pres", "prof", "pron", "prov", "pseud", "pt", "pts", "pub", "pvt", "q.v", "qtr", "qty", "r", "rd", "ref",
    "refs", "reg", "rep", "repr", "reps", "ret", "rev", "rt", "sat", "sec", "secs", "sen", "sens", "sep", "sept",
    "sergt", "sgt", "sing", "sq", "sr", "st", "sta", "stat", "ste", "stn", "sub", "sun", "supp", "suppl", "supt",
    "surg", "tbsp", "tel", "temp", "thu", "thur", "thurs", "trans", "treas", "tsp", "tue", "tues", "u.k", "u.n",
    "u.s", "u.s.a", "univ", "v", "viz", "vol", "vols", "vs", "wed", "wk", "wt", "yd", "yr", "yrs",
];

/// Prefixes of words that are written closed and with a hyphen.
#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "bio", "co", "counter", "cross", "cyber", "de", "demi", "ex", "extra", "fore", "half",
    "hyper", "in", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mono",
    "multi", "nano", "neo", "non", "north", "off", "on", "out", "over", "para", "photo", "poly", "post", "pre",
    "pro", "proto", "pseudo", "quasi", "re", "self", "semi", "south", "sub", "super", "supra", "tele", "trans",
    "tri", "ultra", "un", "under", "up", "vice", "well",
];

/// Names with a capital inside that a typesetter may break at it.
#[rustfmt::skip]
pub(super) const CAMEL_NAMES: &[&str] = &[
    "AccuWeather", "AirAsia", "AliExpress", "AstraZeneca", "BioNTech", "BlackBerry", "BlackRock", "BlueSky",
    "BuzzFeed", "ChatGPT", "ConocoPhillips", "CrowdStrike", "DeepMind", "DoorDash", "DreamWorks", "EuroMillions",
    "ExxonMobil", "FaceTime", "FedEx", "FireEye", "GameStop", "GitHub", "GitLab", "GlaxoSmithKline", "GoDaddy",
    "GoFundMe", "GoPro", "HarperCollins", "HomeKit", "HubSpot", "HuffPost", "InDesign", "InterContinental",
    "JPMorgan", "JavaScript", "JetBlue", "LinkedIn", "LiveJournal", "MailChimp", "MasterCard", "McDonald",
    "McDonalds", "MetLife", "MoMA", "MySpace", "NatWest", "NetEase", "NetJets", "NordVPN", "OnePlus", "OpenAI",
    "OpenStreetMap", "OxyContin", "PayPal", "PepsiCo", "PetroChina", "PlayStation", "PostScript", "PowerPC",
    "PowerPoint", "PricewaterhouseCoopers", "PubMed", "QuarkXPress", "QuickTime", "RuPaul", "SeaWorld",
    "SharePoint", "SolarWinds", "SoundCloud", "SpaceX", "StarCraft", "SurveyMonkey", "TeamViewer", "TechCrunch",
    "TikTok", "TransCanada", "TripAdvisor", "TrueType", "TypeScript", "UnionPay", "UnitedHealth", "WarnerMedia",
    "WeChat", "WeWork", "WebMD", "WhatsApp", "WikiLeaks", "WordNet", "WordPerfect", "WordPress", "YouGov",
    "YouTube",
];

/// Names that are never written without their hyphen.
#[rustfmt::skip]
pub(super) const NAMES_WITH_HYPHENS: &[&str] = &[
    "COVID-19", "Covid-19", "Dae-jung", "Geun-hye", "Hans-Dietrich", "Il-sung", "Ing-wen", "Jean-Claude", "Jean-François", "Jean-Jacques",
    "Jean-Louis", "Jean-Luc", "Jean-Marc", "Jean-Michel", "Jean-Paul", "Jean-Pierre", "Jean-Yves", "Jong-il", "Jong-un",
    "Kai-shek", "Karl-Heinz", "Ki-moon", "Moo-hyun", "Myung-bak", "Shui-bian", "Teng-hui", "Ying-jeou", "Yo-jong",
];

/// Particles of names: `van Gogh`, `al Qaeda`.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "abu", "al", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "el",
    "ibn", "la", "le", "mac", "mc", "san", "st", "ter", "van", "vis", "von",
];

/// Second parts of compounds that keep their hyphen: `data-driven`, `two-year`, `ninety-four`.
#[rustfmt::skip]
pub(super) const UNFUSED_PARTS: &[&str] = &[
    "aged", "approved", "armed", "authorised", "authorized", "backed", "based", "bearing", "bodied", "born",
    "borne", "called", "caused", "centered", "centred", "centric", "changing", "colored", "coloured", "compatible",
    "compliant", "consuming", "controlled", "convicted", "covered", "created", "dealing", "dependent", "deprived",
    "descended", "designed", "directed", "disciplinary", "distance", "dominated", "dressed", "driven", "dwelling",
    "earned", "edged", "educated", "effective", "efficient", "eight", "eighth", "elected", "enabled", "engineered",
    "enriched", "equipped", "established", "exempt", "extensive", "facing", "fifth", "filled", "financed", "first",
    "five", "fledged", "focused", "focussed", "four", "fourth", "friendliness", "friendly", "functional", "funded",
    "generated", "generation", "granted", "hand", "headed", "hour", "hours", "hundred", "impaired",
    "inch", "inclusive", "income", "independent", "induced", "infected", "infested", "inflicted", "informed",
    "initiated", "intensive", "known", "laden", "led", "legged", "level", "limited", "linked", "literate",
    "looking", "loving", "making", "managed", "mannered", "member", "mile", "minded", "minute", "month", "months",
    "mounted", "needed", "neutral", "nine", "ninth", "occupied", "old", "one", "operated", "orientated", "oriented",
    "owned", "partisan", "party", "percent", "phase", "placed", "planned", "pointing", "powered", "proclaimed",
    "produced", "professed", "profile", "profit", "propelled", "quality", "raised", "range", "ranging", "ranked",
    "ranking", "rated", "reaching", "registered", "related", "reliant", "renowned", "resistant", "resolution",
    "rich", "saving", "scale", "second", "seeking", "sensitive", "served", "serving", "seven", "seventh", "sex",
    "shaped", "sided", "six", "sixth", "sized", "sleeved", "solvers", "solving", "sounding", "speaking", "specific",
    "sponsored", "stage", "star", "starved", "strapped", "stricken", "style", "subsidized", "sufficient",
    "supported", "taking", "targeted", "tech", "term", "themed", "third", "thirds", "thousand", "three", "tier",
    "timed", "trained", "traveled", "travelled", "two", "versed", "volume", "wave", "week", "weeks", "wielding",
    "wracked", "year", "years",
];

/// Those of them that any word can stand before.
#[rustfmt::skip]
pub(super) const FREE_PARTS: &[&str] = &[
    "authorised", "authorized", "backed", "based", "centered", "centred", "centric", "controlled", "driven",
    "facing", "focused", "focussed", "friendly", "funded", "led", "orientated", "oriented", "owned", "powered",
    "related", "speaking", "sponsored",
];

/// Those of them that no name of a firm or a product ends in, so that a capital before them says nothing.
#[rustfmt::skip]
pub(super) const PLAIN_PARTS: &[&str] = &[
    "authorised", "authorized", "backed", "based", "controlled", "focused", "focussed", "funded", "orientated", "oriented", "owned", "related", "sponsored",
];

/// Numbers that stand before what they count in compounds.
#[rustfmt::skip]
pub(super) const NUMBERS: &[&str] = &[
    "eight", "eighteen", "eighty", "eleven", "fifteen", "fifty", "five", "forty", "four", "fourteen", "hundred",
    "nine", "ninety", "seven", "seventy", "six", "sixteen", "sixty", "ten", "thirteen", "thirty", "three", "twelve",
    "twenty", "two",
];

/// What numbers count in compounds.
#[rustfmt::skip]
pub(super) const MEASURES: &[&str] = &[
    "hour", "inch", "member", "mile", "minute", "month", "week", "year",
];

/// Small words that link the parts of a compound: `face-to-face`, `state-of-the-art`.
#[rustfmt::skip]
pub(super) const LINKS: &[&str] = &[
    "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "not", "of", "off", "on", "or", "out",
    "over", "per", "the", "to", "up", "with",
];

/// Abbreviations in lower case that a sentence goes on after; those with a full stop inside need no list.
#[rustfmt::skip]
pub(super) const RUNNING_ABBREVIATIONS: &[&str] = &[
    "abbr", "al", "approx", "apt", "ariz", "art", "arts", "assn", "assoc", "ave", "avg", "blvd", "bros", "ca",
    "calif", "capt", "cf", "chap", "co", "col", "colo", "comm", "conn", "cont", "corp", "dept", "dist", "div", "dr",
    "ed", "eds", "esp", "esq", "est", "etc", "ext", "fig", "figs", "ft", "gen", "gov", "govt", "hon", "hrs", "inc",
    "incl", "jr", "lb", "lit", "lt", "ltd", "mass", "max", "messrs", "mich", "min", "minn", "mins", "misc", "miss",
    "mr", "mrs", "ms", "no", "nos", "nr", "okla", "oz", "para", "penn", "pkg", "pp", "pres", "prof", "ref", "refs",
    "rep", "resp", "rev", "sec", "secs", "sen", "sept", "sgt", "sr", "st", "supt", "tel", "tenn", "univ", "viz",
    "vol", "vs", "wash", "yrs",
];
