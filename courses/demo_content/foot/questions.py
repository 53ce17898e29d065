from __future__ import annotations

from courses.demo_content.texts import QuestionText, right, wrong

NG19 = "Diabetic foot problems: prevention and management (NG19), NICE, 2015, updated 2019"
NG203 = "Chronic kidney disease: assessment and management (NG203), NICE, 2021"
NDA = "National Diabetes Audit: care processes and treatment targets, NHS England, yearly"
NG28 = "Type 2 diabetes in adults: management (NG28), NICE, 2015 with later updates"

QUESTIONS = (
    QuestionText(
        stem=(
            "Which of these are among the eight care processes that the National Diabetes Audit counts for a "
            "practice? Choose every one that is."
        ),
        options=(
            right("Urine albumin to creatinine ratio", "And it is the one most often missing."),
            right("Foot surveillance", "Yes, every year."),
            right("Smoking status", "Yes, every year."),
            wrong("Retinal screening", "That is the ninth; the eye screening programme does it."),
        ),
        feedback=(
            "HbA1c, blood pressure, cholesterol, creatinine, urine albumin, feet, BMI, smoking. Eyes are screened "
            "by their own programme."
        ),
        source=NDA,
        competency="annual-review",
    ),
    QuestionText(
        stem="An albumin to creatinine ratio from a daytime sample is 9 mg/mmol for the first time. What next?",
        options=(
            right("Confirm it with an early-morning sample", "Between 3 and 70 a first result is confirmed."),
            wrong("Code diabetic kidney disease at once", "One raised daytime sample is not enough."),
            wrong("Nothing, since eGFR is normal", "Albuminuria is the earlier sign."),
            wrong("Refer to the renal clinic today", "First confirm it; then treat and stage."),
        ),
        feedback=(
            "From 3 to 70 confirm; 70 or more need not be repeated. A confirmed ratio of 3 or more is clinically "
            "important."
        ),
        source=NG203,
        competency="annual-review",
    ),
    QuestionText(
        stem=(
            "HbA1c in type 2 diabetes has just been brought to target by a change of treatment. How often is it "
            "measured until it is stable?"
        ),
        options=(
            right("Every 3 to 6 months, and 6-monthly once it is stable on unchanging treatment", "As NG28 says."),
            wrong("Monthly", "It shows some two to three months; monthly tells little more."),
            wrong("Once a year", "Too seldom while treatment changes."),
            wrong("Only when there are symptoms", "High glucose may have none."),
        ),
        feedback="Three to six-monthly until stable, then six-monthly.",
        source=NG28,
        competency="annual-review",
    ),
    QuestionText(
        stem="How is a foot examined at an annual review?",
        options=(
            right("Both feet, with shoes, socks, bandages and dressings off", "What is covered is not examined."),
            wrong("The foot that gives trouble", "A foot without feeling gives no trouble until late."),
            wrong("By asking about pain and numbness", "Asking misses most neuropathy."),
            wrong("Through thin socks, with the monofilament", "The filament is made for bare skin."),
        ),
        feedback="Look, feel the pulses, test with a 10 g monofilament; and look at the shoes.",
        source=NG19,
        competency="foot",
    ),
    QuestionText(
        stem="Which test for neuropathy does NICE name for the foot check?",
        options=(
            right("A 10 g monofilament, as part of the examination of sensation", "Yes."),
            wrong("A pin", "It can break the skin of a foot that does not feel it."),
            wrong("Nerve conduction", "Not for a foot check."),
            wrong("A questionnaire", "It does not replace the examination."),
        ),
        feedback="With eyes closed, at right angles until it bends, away from callus.",
        source=NG19,
        competency="foot",
    ),
    QuestionText(
        stem=(
            "A man has neuropathy and callus under a toe; pulses are there and he never had an ulcer. Which "
            "category is it?"
        ),
        options=(
            right("High risk", "Neuropathy in combination with callus or deformity."),
            wrong("Moderate risk", "That would be neuropathy alone."),
            wrong("Low risk", "Low is no risk factor, or callus alone."),
            wrong("Active foot problem", "Only if there is an ulcer under the callus: look."),
        ),
        feedback=(
            "One factor alone is moderate; two together, or a past ulcer, amputation or renal replacement, is high."
        ),
        source=NG19,
        competency="foot",
    ),
    QuestionText(
        stem=(
            "A foot is at high risk, without an active problem. How soon should the foot protection service see the "
            "person after referral?"
        ),
        options=(
            right("Within 2 to 4 weeks", "And within 6 to 8 weeks at moderate risk."),
            wrong("Within 6 to 8 weeks", "That is for moderate risk."),
            wrong("Within 1 working day", "That is for active problems."),
            wrong("At the next annual review", "That is for low risk."),
        ),
        feedback="High: 2 to 4 weeks. Moderate: 6 to 8 weeks. Active problems: 1 working day, or at once.",
        source=NG19,
        competency="foot",
    ),
    QuestionText(
        stem="Which of these go to acute services at once, with the foot team told? Choose every one that does.",
        options=(
            right("An ulcer with fever", "Ulceration with a sign of sepsis threatens limb and life."),
            right("A black, dry toe", "Gangrene, with or without an ulcer."),
            right("Suspected infection of bone under intact skin", "Deep infection, with or without an ulcer."),
            wrong("A clean, superficial new ulcer in a well-perfused foot", "That is referred within 1 working day."),
        ),
        feedback=(
            "Sepsis, ischaemia, deep infection, gangrene: at once. All other active problems: within 1 working day."
        ),
        source=NG19,
        competency="foot",
    ),
    QuestionText(
        stem=(
            "A neuropathic foot is hot, red and swollen; the skin is whole and it does not hurt. The X-ray is "
            "normal. What do you do?"
        ),
        options=(
            right(
                "Treat it as acute Charcot: refer within 1 working day, no weight on the foot",
                "Neither the missing pain nor the X-ray excludes it.",
            ),
            wrong("Treat a sprain and review in two weeks", "In two weeks the arch may be gone."),
            wrong("Antibiotics, and a review in a week", "It may look like cellulitis; the joint is what is at risk."),
            wrong("Compression and walking exercises", "Walking on it destroys it."),
        ),
        feedback=(
            "Think of acute Charcot even without deformity and without pain, above all with neuropathy or renal "
            "failure."
        ),
        source=NG19,
        competency="foot",
    ),
    QuestionText(
        stem="Why is the ankle brachial pressure index read with care in diabetes?",
        options=(
            right(
                "Calcified arteries can make it falsely high", "So a normal or high value does not rule out ischaemia."
            ),
            wrong("It cannot be measured in diabetes", "It can; it can mislead."),
            wrong("It is falsely low in neuropathy", "The error goes the other way."),
            wrong("It depends on glucose", "It does not."),
        ),
        feedback="Go by the foot: colour, warmth, pulses, wounds that do not heal.",
        source=NG19,
        competency="foot",
    ),
)
