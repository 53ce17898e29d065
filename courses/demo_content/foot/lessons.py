from __future__ import annotations

from courses.demo_content.texts import (
    LessonText,
    bullets,
    case,
    check,
    heading,
    key_point,
    prose,
    right,
    source,
    table,
    wrong,
)

CARE_PROCESSES = LessonText(
    slug="care-processes",
    title="Eight processes, and the ninth",
    introduction="What each person is owed once a year, and what each number is for.",
    minutes=9,
    body=(
        prose(
            "The National Diabetes Audit counts, for every practice, how many people with diabetes had eight care "
            "processes in the audit's period. None of them is treatment. Each finds something that can be treated "
            "while there is time."
        ),
        table(
            "The eight care processes of general practice",
            "Process | It looks for",
            "HbA1c | glucose over the past weeks",
            "Blood pressure | the most treatable risk to heart, brain, kidney and eye",
            "Cholesterol | cardiovascular risk, and whether a statin works",
            "Serum creatinine, with eGFR | kidney function, and doses that have to change",
            "Urine albumin to creatinine ratio | the earliest sign of kidney disease",
            "Foot surveillance | the foot at risk",
            "Body mass index | weight, and treatments that act on it",
            "Smoking | a habit that adds to every other risk",
        ),
        prose(
            "The ninth, retinal screening, is done by the NHS Diabetic Eye Screening Programme: every one or two "
            "years, by what was found before. The practice makes sure that the person is known to it, and asks "
            "whether they went."
        ),
        source("NHS England", "National Diabetes Audit: care processes and treatment targets", "yearly"),
        heading("Two that are forgotten"),
        prose(
            "The audit's yearly figures show it again and again: the urine sample is the process most often "
            "missing. Albumin in urine rises years before eGFR falls, and it changes treatment. Send the bottle out "
            "with the invitation; an early-morning sample is best. A first ratio between 3 and 70 mg/mmol is "
            "confirmed by an early-morning sample; 70 or more need not be repeated. A confirmed ratio of 3 or more "
            "is clinically important."
        ),
        source("NICE", "Chronic kidney disease: assessment and management (NG203)", "2021"),
        prose("The second is the foot, of which the next lessons speak."),
        key_point(
            "Results before the conversation",
            "Collect the measurements at a first appointment and send the results to the person. The second "
            "appointment is for what matters to them.",
        ),
        check(
            "A man with type 2 diabetes has an eGFR of 78 and no urine result for two years. What can you say about "
            "his kidneys?",
            wrong("They are healthy: the eGFR is normal", "Albuminuria comes first, with a normal eGFR."),
            right(
                "Not enough: albumin in urine may have risen although eGFR is normal",
                "Without the ratio he is not staged at all.",
            ),
            wrong("He has no diabetic kidney disease", "Nobody knows without the urine."),
        ),
    ),
)

EXAMINATION = LessonText(
    slug="examining-the-foot",
    title="Five minutes, both feet, shoes and socks off",
    introduction="What NICE asks you to look for, and how to do the two tests that count.",
    minutes=10,
    body=(
        prose(
            "NICE asks that the risk of a foot problem is assessed when diabetes is diagnosed, at least once a year "
            "after that, whenever a foot problem arises, and on admission to hospital. Shoes, socks, bandages and "
            "dressings come off, on both feet."
        ),
        heading("Look, feel, test"),
        prose(
            bullets(
                "ulcers, and skin that is broken between the toes",
                "callus, above all with a dark spot of blood in it",
                "infection and inflammation: redness, warmth, swelling, discharge",
                "deformity: clawed toes, bunions, bony prominences",
                "gangrene",
                "a hot, swollen foot: think of Charcot arthropathy",
                "limb ischaemia: foot pulses, colour, temperature",
                "neuropathy: a 10 g monofilament",
            ),
            "Look at the shoes too, and put a hand inside.",
        ),
        source(
            "NICE",
            "Diabetic foot problems: prevention and management (NG19)",
            "2015, updated 2019",
        ),
        heading("The monofilament"),
        prose(
            "Show it on the arm first. Then, with the eyes closed, press it at right angles until it bends, for a "
            "second, at the places that your pathway names, on skin without callus. Ask “do you feel it?” at times "
            "when you do not touch as well. A foot that does not feel it at a place has lost protective sensation "
            "there."
        ),
        prose(
            "Rest a monofilament after some ten people, and replace it as its maker says: a tired one bends at less "
            "than 10 g, and finds neuropathy where there is none."
        ),
        heading("Pulses"),
        prose(
            "Feel for the dorsalis pedis and the posterior tibial pulse on both sides. If you cannot find them, say "
            "so in the record. An ankle brachial pressure index has to be read with care in diabetes: stiff, "
            "calcified arteries give a value that is too high, even where the limb is short of blood."
        ),
        case(
            "“My feet are fine”",
            "A man in his sixties keeps his socks on; his feet never hurt. Under the left big toe there is callus "
            "with a dark centre. He does not feel the monofilament at three places, and both pulses are there.",
            "Why does it not hurt, and what is his risk?",
        ),
        prose(
            "It does not hurt because he does not feel. Neuropathy together with callus is high risk. The dark "
            "centre may be a bleed under callus or hide an ulcer: he needs the foot protection service, and at once "
            "if the skin below is open."
        ),
        check(
            "The ankle brachial pressure index of a cold, pale diabetic foot is 1.3. What do you make of it?",
            wrong("The circulation is very good", "A value above normal in such a foot is a reason for doubt."),
            right("Calcified arteries may have raised it; go by the foot, and refer", "NG19 warns about exactly this."),
            wrong("Repeat it in a year", "A cold, pale foot cannot wait a year."),
        ),
    ),
)

RISK_AND_REFERRAL = LessonText(
    slug="risk-and-referral",
    title="Low, moderate, high, active: and whom you ring",
    introduction="The category decides how soon the foot is seen again, and by whom.",
    minutes=9,
    body=(
        table(
            "Risk of a diabetic foot problem, as NICE sorts it",
            "Category | Found",
            "Low | no risk factor, or callus alone",
            "Moderate | deformity, or neuropathy, or peripheral arterial disease",
            "High | previous ulcer or amputation, or renal replacement therapy, or neuropathy and arterial disease "
            "together, or one of them with callus or deformity",
            "Active problem | ulcer, infection, chronic limb-threatening ischaemia, gangrene, suspected acute "
            "Charcot, or an unexplained hot, swollen foot",
        ),
        prose(
            "Low risk: a foot check every year, and what to look out for. Moderate or high: refer to the foot "
            "protection service, which sees high risk within 2 to 4 weeks and moderate risk within 6 to 8 weeks of "
            "referral, and after that as often as the risk asks."
        ),
        heading("Active problems do not wait"),
        prose(
            "At once, to acute services, with the multidisciplinary foot care service told, if limb or life is "
            "threatened:",
            bullets(
                "an ulcer with fever or any sign of sepsis",
                "an ulcer with limb ischaemia",
                "suspected deep infection of soft tissue or bone, with or without an ulcer",
                "gangrene, with or without an ulcer",
            ),
            "For every other active problem: refer within 1 working day to the multidisciplinary foot care service "
            "or the foot protection service, by the local pathway; it is triaged within 1 further working day.",
        ),
        key_point(
            "A hot, swollen foot with whole skin is Charcot until shown otherwise",
            "Even without pain, even without deformity. Refer within 1 working day, and keep the weight off it "
            "until it has been assessed.",
        ),
        source(
            "NICE",
            "Diabetic foot problems: prevention and management (NG19)",
            "2015, updated 2019",
        ),
        case(
            "Swollen since the weekend",
            "A woman in her fifties with type 1 diabetes and neuropathy has a warm, red left foot, swollen to the "
            "ankle. The skin is whole; there is no fever. An X-ray at the walk-in centre was normal. She was told "
            "it is a sprain.",
            "What is it until proved otherwise, whom do you ring, and what may she do with the foot?",
        ),
        prose(
            "Suspected acute Charcot arthropathy. A normal X-ray does not exclude it early on. She goes to the "
            "multidisciplinary foot care service within a working day, and does not put weight on the foot until "
            "then."
        ),
        check(
            "Neuropathy, no deformity, no callus, good pulses, never an ulcer. Which category?",
            wrong("Low", "Neuropathy alone already lifts the risk."),
            right("Moderate", "One of deformity, neuropathy or arterial disease, alone."),
            wrong("High", "It would need a second factor, or a previous ulcer or amputation."),
        ),
    ),
)

LESSONS = (CARE_PROCESSES, EXAMINATION, RISK_AND_REFERRAL)
