"""The stories of the product, as far as replies are understood by number, label and phrase."""

from support.walking import Walk, opened

from qualibot.definitions import Definitions
from qualibot.model import Requested


def test_dana_qualifies_nakhla_after_a_call(definitions: Definitions) -> None:  # noqa: PLR0915  (a story is one piece)
    """A rep's checklist: a phrase, two misses, a skip, a number, back, a pause, a reminder, the review, a late correction."""
    walk = Walk(definitions.script("bant-rep"), lead="Nakhla Logistics")
    assert walk.reply.note == "Nakhla Logistics · BANT · questions: 4 · about 1 minute. Already known: nothing yet."
    assert (walk.reply.progress, walk.reply.text) == ((1, 4), "What can they spend, and is that money approved?")
    walk.say("between 15 and 30k")
    assert walk.reply.note == "Noted: 10-50k."
    assert walk.reply.text == "Who decides at this amount, and where does our contact stand?"
    walk.say("depends on the weather up there")
    assert walk.reply.note.startswith("I could not match that to an answer. Please tap one of the options")
    walk.say("politics, you know")
    assert walk.reply.note.startswith("Still not clear to me, my mistake. You can tap an option, skip this question")
    walk.tap("skip")
    assert walk.reply.note == "Skipped. You can come back to it at the end."
    walk.say("8")
    assert walk.reply.note == "Noted: Important (6-8)."
    walk.say("back")
    assert walk.reply.note == "Back to the previous question. Your answer was: Important (6-8)."
    walk.say("9")
    assert walk.reply.note == "Noted: Critical (9-10)."
    walk.say("pause")
    assert walk.reply.text == "Paused at question 4 of 4; everything is saved. Write “resume” whenever you like."
    walk.due("reminder_rep")
    assert walk.reply.text == "Nakhla Logistics: 1 question open since 20 Nov."
    assert list(walk.buttons.values()) == ["Resume", "Snooze a day", "Close with gaps"]
    walk.tap("resume")
    assert walk.reply.note == "Welcome back. 2 of 4 answered; next:"
    walk.say("Before quarter end (31 Dec)")
    assert walk.reply.text.splitlines()[2:] == [
        "Budget: 10-50k",
        "Authority: open",
        "Need: Critical (9-10)",
        "Timeline: Before quarter end (31 Dec)",
    ]
    walk.tap("send")
    assert walk.reply.text == "Recorded. Qualified: 63."
    walk.fill(authority="committee")
    assert walk.kinds() == ["Answered", "Ended"]
    assert walk.reply.text == "Recorded. Invite to a call: 82."


def test_huda_answers_in_arabic(definitions: Definitions) -> None:  # noqa: PLR0915
    """A prospect's conversation: consent, dialect, a price, a change of mind, a pause, a person, and the ending."""
    walk = Walk(definitions.script("bant-prospect"), "ar")
    assert walk.reply.text.startswith("مرحبًا بكم، أنا المساعد الآلي لدى مسار.")
    assert walk.reply.text.endswith("هل توافقون على أن نبدأ؟")
    assert walk.say("هل يمكنني معرفة الأسعار؟").events == (Requested("price", "هل يمكنني معرفة الأسعار؟"),)
    assert walk.answers == ()
    walk.tap("answer.agree")
    assert (walk.reply.progress, walk.reply.text) == ((1, 4), "إلى أي مدى تؤثر في عملكم المشكلة التي تودّون حلّها، من 1 إلى 10؟")
    walk.say("مهمة بس مو حرجة")
    assert walk.reply.note == "سجّلتُ إجابتكم: مهمة (6 إلى 8)."
    walk.say("كم السعر عندكم؟")
    assert "https://masar.example/pricing" in walk.reply.note.splitlines()
    walk.say("على حسب")
    assert walk.reply.note.startswith("عذرًا، لم أتبيّن أيّ الخيارات تقصدون.")
    walk.tap("answer.this_quarter")
    walk.say("رجوع")
    assert walk.reply.note == "عدنا إلى السؤال السابق. كانت إجابتكم: قبل نهاية الربع الحالي (31 ديسمبر)."
    walk.say("خلال ستة أشهر (حتى 21 مايو)")
    assert walk.reply.text == "كيف سيُتخذ القرار لديكم؟"
    walk.say("أنا وشريكي")
    assert walk.reply.note == "سجّلتُ إجابتكم: عدة أشخاص / لجنة."
    walk.say("مشغولة الحين")
    assert walk.reply.text == "توقفنا عند السؤال 4 من 4، وكل شيء محفوظ. اكتبوا «متابعة» متى شئتم."
    walk.due("reminder_1")
    assert walk.reply.text == "إجاباتكم محفوظة، والمتبقي: سؤال واحد. هل نكمل؟"
    assert list(walk.buttons.values()) == ["متابعة", "لاحقًا", "توقف"]
    walk.say("متابعة")
    walk.say("تخطي")
    assert walk.reply.note == "لا بأس، تخطّينا هذا السؤال، ويمكنكم العودة إليه في النهاية."
    assert walk.say("أبغى أكلم شخص").events == (Requested("human", "أبغى أكلم شخص"),)
    assert "دانة" in walk.reply.text
    assert walk.say("شكرا دانة").replies == ()
    walk.say("متابعة")
    assert walk.state == "name"
    walk.say("هدى")
    walk.say("الواحة للتجارة")
    walk.say("هنا")
    assert walk.reply.kind == "review"
    assert walk.reply.text.splitlines()[2:] == [
        "الحاجة: مهمة (6 إلى 8)",
        "الموعد: خلال ستة أشهر (حتى 21 مايو)",
        "صلاحية القرار: عدة أشخاص / لجنة",
        "الميزانية: بلا إجابة",
        "الاسم: هدى",
        "الجهة: الواحة للتجارة",
        "وسيلة التواصل: هنا في المحادثة",
    ]
    walk.tap("send")
    assert (walk.state, walk.status) == ("qualified", "completed")
    assert walk.reply.text.startswith("شكرًا لكم. وصلت إجاباتكم إلى دانة وسيصلكم الرد في موعد أقصاه")


def test_the_same_conversation_in_english(definitions: Definitions) -> None:
    """The same taps in English end in the same place with the same answers."""
    ends = []
    for language in ("en", "ar"):
        walk = opened(definitions, "bant-prospect", language)
        walk.through("need=important", "timeline=half_year", "authority=committee", "budget=")
        walk.through("name=", "company=", "contact=chat")
        walk.tap("send")
        ends.append((walk.state, [(a.question, a.value) for a in walk.answers]))
    assert ends[0] == ends[1]
    assert ends[0][0] == "qualified"
