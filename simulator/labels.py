"""What the codebook's and the engine's short names are called on the screen.

Every value is an English text that `words` turns into the interface's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.words import mark

if TYPE_CHECKING:  # the names alone load nothing heavy
    from scoring.assessment import ReaderName
    from scoring.codebook import Corner, Side, Voice
    from scoring.finding import Code, Way
    from scoring.flags import Flag
    from scoring.house import Gate, Result, Rule
    from scoring.ledger import Status
    from scoring.scorecard import Reason
    from scoring.transcript import Language, Tag
    from simulator.content.written import Kind, Move, Opens
    from simulator.cue import Ending
    from simulator.debrief import Next
    from simulator.errors import Cause
    from simulator.mood import Dial
    from simulator.store.records import Mode, Went
    from simulator.wording import Fault

Pull = Literal["give_in", "hit_back", "flee"]
"""Where a trainee felt pulled: to give in, to hit back, or to get out of it."""

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "sv": "Svenska", "da": "Dansk"}
"""Each language in its own words; not translated."""

SPOKEN_BY: tuple[str, ...] = (mark("authored lines"),)
"""What voices call themselves."""

SIDE_NAMES: dict[Side, str] = {"empathy": mark("Empathy"), "boundaries": mark("Boundaries")}
VOICE_NAMES: dict[Voice, str] = {
    "presence": mark("Presence"),
    "curiosity": mark("Curiosity"),
    "listening": mark("Listening"),
    "helpfulness": mark("Helpfulness"),
    "clarity": mark("Clarity"),
    "limits": mark("Limits"),
    "drive": mark("Drive"),
}
CORNER_NAMES: dict[Corner, str] = {
    "human": mark("human to human"),
    "wall": mark("hard against hard"),
    "doormat": mark("kind but unclear"),
    "absent": mark("neither"),
    "between": mark("between the corners"),
}
CORNER_MEANINGS: dict[Corner, str] = {
    "human": mark("Kind and clear: the person was met, and the decision stood."),
    "wall": mark("Clear but cold: the decision stood, the person stood alone with it."),
    "doormat": mark("Kind but unclear: the person was met, and it stayed open what holds."),
    "absent": mark("Neither the person nor the decision came through yet."),
    "between": mark("The talk gives too little to say which corner it belongs to."),
}
KIND_NAMES: dict[Kind, str] = {
    "angry": mark("angry"),
    "anxious": mark("anxious"),
    "confused": mark("confused"),
    "cold": mark("cold"),
    "bargaining": mark("bargaining"),
    "too_nice": mark("too nice"),
}
OPENS_NAMES: dict[Opens, str] = {
    "inbound_angry": mark("the customer rings, upset"),
    "inbound_unaware": mark("the customer rings, unaware"),
    "outbound": mark("you ring"),
}
INDUSTRY_NAMES: dict[str, str] = {
    "retail": mark("retail"),
    "telecom": mark("telecom"),
    "bank": mark("bank"),
    "insurance": mark("insurance"),
    "airline": mark("airline"),
    "public": mark("public services"),
    "health": mark("healthcare"),
    "utility": mark("utilities"),
    "saas": mark("software"),
    "housing": mark("housing"),
}
DIAL_NAMES: dict[Dial | Literal["need"], str] = {
    "anger": mark("anger"),
    "anxiety": mark("worry"),
    "confusion": mark("confusion"),
    "trust": mark("trust"),
    "need": mark("need met"),
}
ENDING_NAMES: dict[Ending, str] = {
    "accepted": mark("The customer accepts the decision."),
    "sad_but_calm": mark("The customer is sad about it, and calm."),
    "unresolved": mark("The talk ends without being settled."),
    "walked_away": mark("The customer leaves the talk."),
}
TAG_CALLS: dict[Tag, str] = {
    "emotion": mark("name the feeling"),
    "story": mark("take in what is told"),
    "question": mark("answer the question"),
    "decision_due": mark("say what is decided"),
    "pushback": mark("hold the decision"),
    "abuse": mark("set a calm limit"),
    "closing": mark("let it end"),
}
TAG_HINTS: dict[Tag, str] = {
    "emotion": mark("Name the feeling and where it comes from, in your own words, before anything else."),
    "story": mark("Say back the concrete thing you were told, so that it is clear you took it in."),
    "question": mark("Give the answer first: yes, no, or that you don't know and by when you will."),
    "decision_due": mark(
        "Prepare for it in one sentence, then say what is decided so that it can't be misread."
    ),
    "pushback": mark("Meet the new argument, and keep the same decision, no softer."),
    "abuse": mark("Name the behaviour calmly, say what happens next, and that you still want to help."),
    "closing": mark("Say who does what and when, and let the talk end."),
}
CODE_NAMES: dict[Code, str] = {
    "acknowledge": mark("took in what was told"),
    "name_feeling": mark("named the feeling and its cause"),
    "ask": mark("asked openly"),
    "check": mark("tested the understanding"),
    "help": mark("offered concrete help"),
    "state": mark("stated the decision"),
    "explain": mark("gave the true reason"),
    "answer": mark("answered the question"),
    "hold": mark("held the decision"),
    "limit": mark("set a calm limit"),
    "next_step": mark("gave a next step"),
    "hard": mark("hit back"),
    "judge": mark("faulted a person"),
    "script": mark("used a formula"),
    "absent": mark("passed by"),
    "assume": mark("assumed"),
    "defend": mark("defended first"),
    "vague": mark("left it open"),
    "concede": mark("gave the decision away"),
    "appease": mark("soothed without content"),
    "repair": mark("took a promise back"),
}
MOVE_NAMES: dict[Move, str] = {
    "open": mark("begins"),
    "vent": mark("lets it out"),
    "accuse": mark("accuses you"),
    "ask": mark("asks"),
    "plead": mark("pleads"),
    "bargain": mark("bargains"),
    "push": mark("presses"),
    "misunderstand": mark("misunderstands"),
    "repeat": mark("says it again"),
    "insult": mark("insults you"),
    "threaten": mark("threatens you"),
    "go_quiet": mark("goes quiet"),
    "disclose": mark("confides"),
    "soften": mark("softens"),
    "accept": mark("accepts"),
    "leave": mark("leaves"),
}
"""What the customer does, after "the customer"."""
REASONS: dict[Reason, str] = {
    "too_few_trainee_turns": mark("fewer than four turns of yours"),
    "too_few_feelings": mark("too few feelings or facts were told"),
    "decision_never_due": mark("the decision never fell due"),
    "too_little_pressure": mark("the decision met no pressure"),
    "side_not_scored": mark("one side has too little to go by"),
    "no_brief": mark("there is no brief to read it against"),
    "reader_failed": mark("the reader could not read it"),
}
PULL_NAMES: dict[Pull, str] = {
    "give_in": mark("to give in"),
    "hit_back": mark("to hit back"),
    "flee": mark("to get away"),
}
NEXT_STEPS: dict[Next, str] = {
    "again_for_evidence": mark("What next: the same talk once more, to its end, to have more to go by."),
    "again_for_empathy": mark("What next: the same talk once more, with an ear for what the person feels."),
    "again_for_boundaries": mark("What next: the same talk once more, the decision as clear as on paper."),
    "harder": mark("What next: the same person one step harder. This one you can reach."),
    "another": mark("What next: another person, or other news. This one you can reach."),
}
"""What could come next, and why."""
WENT_NAMES: dict[Went, str] = {"hard": mark("hard"), "soft": mark("soft"), "vague": mark("vague")}
STATUS_NAMES: dict[Status, str] = {
    "stated": mark("stated"),
    "held": mark("held"),
    "softened": mark("softened"),
    "conceded": mark("given away"),
    "repaired": mark("taken back"),
}
WAY_NAMES: dict[Way, str] = {
    "siding": mark("by siding against the rule or a colleague"),
    "see_what_i_can_do": mark("by promising to see what can be done"),
    "hinted_review": mark("by hinting how a review will end"),
    "same_as_you": mark("by saying you would have done the same"),
    "outside_offer": mark("by an offer outside the mandate"),
    "just_this_once": mark("by an exception, just this once"),
    "skipped": mark("by passing over the hard part"),
    "system": mark("by leaving it to the system"),
    "guessed_date": mark("by a date that nobody knows"),
    "unproven_fault": mark("by a fault that is not established"),
}
RESULT_NAMES: dict[Result, str] = {"pass": mark("pass"), "not_yet": mark("not yet")}
MODE_NAMES: dict[Mode, str] = {"learn": mark("learn"), "practice": mark("practice"), "exam": mark("exam")}
GATE_NAMES: dict[Gate, str] = {
    "decision_stated": mark("the decision is stated"),
    "decision_held": mark("the decision holds to the end"),
    "no_concession": mark("the decision is not given away"),
    "no_hitting_back": mark("no line hits back"),
    "next_step": mark("a next step is given"),
    "house_words": mark("the words are the house's"),
}
RULE_NAMES: dict[Rule, str] = {
    "apology_without_fault": mark("an apology, and the house keeps it for its own fault"),
    "apology_missing": mark("no apology for the impact, and the house gives one"),
    "regret_word": mark("a word of regret, and the house does without"),
}
FLAG_NAMES: dict[Flag, str] = {
    "calls_for_inferred": mark("What the customer's turns called for had to be inferred."),
    "addresses_grader": mark("Some words speak to whoever scores; they earn nothing."),
    "long_turn": mark("A turn is longer than a live talk takes."),
    "language_mismatch": mark("The words are not in the language of the talk."),
    "role_markers": mark("A turn contains a speaker's name with a colon."),
    "hidden_characters": mark("Invisible characters were taken out."),
    "repeated_turns": mark("Turns repeat what was said before; they earn nothing twice."),
    "quote_not_found": mark("A finding was dropped, since its words were not in the turn."),
    "judge_failed": mark("The model could not read this talk; this is the local reading."),
}
BY_MODEL = mark("This is the model's reading, as you chose.")
"""Said where a model's score stands."""
BESIDE: dict[ReaderName, str] = {
    "local": mark("This program as second reader"),
    "model": mark("A model as second reader"),
}
"""The heading of the score beside the one that stands."""
FAULT_NAMES: dict[Fault, str] = {
    "controls": mark("hidden signs"),
    "format": mark("markup or stage directions"),
    "reasoning": mark("thoughts about the task"),
    "assistant_like": mark("like an assistant"),
    "out_of_character": mark("out of character"),
    "speaks_for_trainee": mark("your side's lines"),
    "wrong_language": mark("wrong language"),
    "over_budget": mark("too long"),
    "locked_fact": mark("told too early"),
    "invented": mark("invented"),
    "turned_round": mark("turned round"),
    "too_nice": mark("too friendly"),
    "too_hard": mark("too harsh"),
    "repeats": mark("repeated itself"),
    "echoes": mark("repeated you"),
    "ends_talk": mark("ended the talk by itself"),
    "lacks_call": mark("left out what the turn is for"),
    "lacks_fact": mark("left out a fact"),
}
"""What the guard finds wrong in a model's words, in small print."""
CAUSE_TEXTS: dict[Cause, str] = {
    "config": mark("The address or a setting cannot be used."),
    "auth": mark("The key is missing, wrong, or not allowed to do this."),
    "quota": mark("The account at the server is used up."),
    "rate": mark("The server takes no more requests for the moment."),
    "busy": mark("The server is busy, or still loads the model."),
    "context": mark("The talk is longer than the model can hold."),
    "refused": mark("The model or its filter declined to answer."),
    "network": mark("Nobody answers at this address."),
    "timeout": mark("The server took too long."),
    "malformed": mark("Something answers there, but not as a model server does."),
    "empty": mark("The model answered with nothing."),
    "truncated": mark("The answer broke off."),
}
"""Why an endpoint gave nothing, for people who have set up no server themselves."""
