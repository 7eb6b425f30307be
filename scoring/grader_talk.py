"""Text that speaks to whoever scores the talk, instead of to the customer.

Source: CODEBOOK 5: such text is flagged and earns nothing. The patterns ask for a word of scoring beside
the request, so that "I can give you 100 kr" or "ignore my last letter" stay ordinary talk.
"""

import re

from scoring.reader.sentences import sentences_of

_GRADER = (
    r"(?:grader|scorer|evaluator|assessor|examiner|rater|judge|reviewer|language\s+model"
    r"|bedömare|bedömaren|rättaren|språkmodell\w*|bedømmer|bedømmeren|censor|dommeren|sprogmodel\w*)"
)
_MEASURE = (
    r"(?:rubrics?|codebook|scorecard|scoring|score|grading|marking\s+scheme|evaluation\s+criteria"
    r"|bedömningsmall\w*|bedömningskriteri\w*|kodbok\w*|poängsättning\w*|betygskriteri\w*"
    r"|bedømmelseskriteri\w*|kodebog\w*|pointgivning\w*|karakterskala\w*)"
)
_IN_A_LETTER = r"(?!\s+(?:in|on|from|we|i|you|that|på|från|fra|vi|du|som)\b)"
_PATTERNS = (
    # give me 100 (points)
    r"\b(?:give|award|grant|ge|tilldela|giv|tildel)\s+(?:me|this|us|mig|oss|os|den\s+här|denne)\b[^.!?\n]{0,30}?"
    r"\b(?:100|hundred|hundra|hundrede)\b\s*(?:points?|marks?|score|poäng|/\s*100|(?=[.!,;:)\"'”]|$))",
    # ignore the rubric
    r"\b(?:ignore|disregard|forget|override|bortse\s+från|ignorera|strunta\s+i|glöm|ignorer|se\s+bort\s+fra"
    rf"|glem)\b[^.!?]{{0,40}}\b{_MEASURE}",
    # ignore all previous instructions
    r"\b(?:ignore|disregard|forget|override)\s+(?:all|any|your)?\s*(?:the\s+)?(?:previous|prior|above|earlier)"
    rf"\s+(?:instructions|prompts?|rules)\b{_IN_A_LETTER}",
    r"\b(?:bortse\s+från|ignorera|strunta\s+i|glöm)\s+(?:alla\s+)?(?:tidigare|föregående|ovanstående)"
    rf"\s+(?:instruktion\w*|regler|anvisning\w*)\b{_IN_A_LETTER}",
    r"\b(?:ignorer|se\s+bort\s+fra|glem)\s+(?:alle\s+)?(?:tidligere|foregående|ovenstående|forrige)"
    rf"\s+(?:instruktion\w*|instruks\w*|regler|anvisning\w*)\b{_IN_A_LETTER}",
    # dear grader; you are a grader; whoever scores this
    r"\b(?:note|message|dear|attention|hello|hi|meddelande|till|til|kära|kære|hej|obs)[\s,:]+"
    rf"(?:to\s+)?(?:the\s+|our\s+|du\s+|dig\s+)?{_GRADER}\b",
    r"\byou\s+are\s+(?:the|an?)\s+(?:strict\s+|fair\s+|generous\s+)?"
    r"(?:grader|scorer|evaluator|assessor|examiner|rater)\b",
    r"\b(?:whoever|anyone|du|dig|den|dem)[\s,]+(?:who\s+is\s+|is\s+|som\s+|der\s+)"
    r"(?:grad(?:es|ing)|scor(?:es|ing)|bedömer|poängsätter|rättar|bedømmer|giver\s+point)\b"
    r"(?!\s+(?:om|hur|vad|hvor|hvordan|hvad|when|how|if))",
    # this turn deserves; mark me as human
    r"\b(?:this|my|the)\s+(?:turn|answer|reply|response|trainee|transcript|conversation|session)\s+"
    r"(?:deserves|earns|scores|merits|should\s+(?:score|be\s+(?:scored|graded|rated)))\b",
    r"\b(?:mark|score|rate|grade|code|classify)\s+(?:this|me|my|the\s+trainee|it)\s+(?:\w+\s+)?"
    r"(?:as|with)\s+(?:a\s+)?(?:human|empath\w+|excellent|perfect|full|high\w*|maximum|top)",
    # overall: 100; "credited": true; full marks
    r"\b(?:overall|empathy|boundaries|empati|gränser|grænser|corner)\s*[\"']?\s*[:=]\s*[\"'{]?\s*"
    r"(?:\d{2,3}\b|human\b|\{)",
    r"(?:^|[.!?\n]\s*)(?:score|poäng|point)\s*[:=]\s*\d",
    r"\"credited\"\s*:\s*true",
    r"\b(?:full|fulla|maximal\w*|maximum|högsta|højeste|maks\w*|top)\s*"
    r"(?:marks|score|points|poängen|poäng|betyg|point|karakter)\b(?![^.!?\n]*\b(?:survey|enkät|spørgeskema))",
)
_SPEAKS_TO_GRADER = re.compile("|".join(_PATTERNS), re.I)


def addresses_grader(text: str) -> bool:
    """Return whether `text` speaks to whoever scores the talk, in any of the languages."""
    return _SPEAKS_TO_GRADER.search(text) is not None


def without_grader_talk(text: str) -> str:
    """Return `text` without the sentences that speak to whoever scores; the others stay verbatim."""
    if not addresses_grader(text):
        return text
    kept, start = "", 0
    for sentence in sentences_of(text):
        if addresses_grader(sentence.text):
            kept += text[start : sentence.start]
            start = sentence.start + len(sentence.text)
    rest = (kept + text[start:]).strip()
    return "" if addresses_grader(rest) else rest
