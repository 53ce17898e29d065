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
    wrong,
)

DVLA = source(
    "Driver and Vehicle Licensing Agency",
    "Assessing fitness to drive: a guide for medical professionals, chapter on diabetes mellitus",
    "current edition",
)

RECOGNISE = LessonText(
    slug="recognise-and-treat",
    title="Recognise it, treat it",
    introduction="Four is the floor for somebody on insulin or a sulfonylurea.",
    minutes=7,
    body=(
        prose(
            "In somebody treated with insulin or with a medicine that makes the pancreas release it, such as a "
            "sulfonylurea, a glucose below 4 mmol/L is treated as hypoglycaemia, with or without symptoms. A hypo "
            "is severe when the person needs somebody else's help to treat it, whatever the number."
        ),
        heading("Who is at risk"),
        prose(
            bullets(
                "insulin, sulfonylureas and glinides; hardly ever metformin, gliptins, gliflozins or GLP-1 "
                "medicines alone",
                "kidney function that falls, while the doses stay",
                "frailty, memory loss, meals that are missed",
                "alcohol, and exercise that nobody planned for",
                "a severe hypo in the past year, and above all lost warning signs",
            )
        ),
        heading("Treat it"),
        prose(
            "Able to swallow: 15 to 20 g of fast-acting carbohydrate, such as glucose tablets or 150 to 200 mL of "
            "fruit juice. Test after 10 to 15 minutes and repeat while it is below 4. Then a slice of bread, a "
            "biscuit or the next meal. Not able to swallow: nothing by mouth, recovery position, glucagon if "
            "somebody can give it, 999."
        ),
        key_point(
            "After a sulfonylurea a hypo can come back",
            "It may last for many hours, longer still when the kidneys are poor. Somebody who has had a severe one "
            "is watched, mostly in hospital. Glucagon may do little where the liver has no stores, as after long "
            "fasting or much alcohol.",
        ),
        source(
            "Joint British Diabetes Societies for Inpatient Care",
            "The hospital management of hypoglycaemia in adults with diabetes mellitus",
            "revised 2023",
        ),
        check(
            "Which glucose defines a severe hypo?",
            wrong("Below 4.0 mmol/L", "That is when treatment starts."),
            wrong("Below 3.0 mmol/L", "That is serious; yet severity is defined in another way."),
            right(
                "None: it is severe when the person needs the help of somebody else",
                "And it is the definition the DVLA uses too.",
            ),
        ),
    ),
)

AWARENESS = LessonText(
    slug="awareness",
    title="Ask about warning signs",
    introduction="Whoever no longer feels a hypo coming has many more of them.",
    minutes=6,
    body=(
        prose(
            "Sweating, trembling and hunger warn most people in time. After many hypos or many years the signs "
            "fade. People with impaired awareness have severe hypos several times as often as others, and they and "
            "their families may not connect the odd behaviour with glucose."
        ),
        prose(
            "NICE asks us to assess awareness at least once a year in every adult with type 1 diabetes, with a "
            "score: Gold or Clarke. The Gold score is one question: “Do you know when your hypos are commencing?”, "
            "from 1 (always aware) to 7 (never aware). Four or more means impaired awareness."
        ),
        source(
            "NICE",
            "Type 1 diabetes in adults: diagnosis and management (NG17)",
            "2015, updated since",
        ),
        heading("What helps"),
        prose(
            bullets(
                "fewer hypos: some weeks without any may bring the warning signs back",
                "a second look at doses, sites, timing, alcohol and exercise",
                "structured education with hypo awareness in it",
                "continuous glucose monitoring with an alarm",
                "somebody at home who knows what to do, and has glucagon",
            ),
            "Higher targets for a time are part of it. Refer to the specialist team when it does not come back.",
        ),
        case(
            "“He gets stubborn at five”",
            "The wife of a man in his forties with type 1 diabetes says that he becomes quarrelsome in the late "
            "afternoon, and does not remember it. He says he is always aware. His sensor shows 3.1 to 3.6 mmol/L on "
            "most afternoons. He drives to work.",
            "What is his Gold score likely to be, and what do you say about driving today?",
        ),
        prose(
            "The sensor and his wife say what he cannot. Until awareness has returned he must not drive, and he has "
            "to tell the DVLA: the next lesson says why."
        ),
        check(
            "A Gold score of 5 means",
            right("impaired awareness of hypoglycaemia", "Four or more."),
            wrong("good awareness", "1 is always aware, 7 never."),
            wrong("five hypos a week", "It counts awareness, not hypos."),
        ),
    ),
)

DRIVING = LessonText(
    slug="driving",
    title="The rules of the road",
    introduction="Five to drive; every two hours; forty-five minutes.",
    minutes=9,
    body=(
        prose(
            "Telling the DVLA is the driver's legal duty. Ours is to say so, to write down that we said it, and to "
            "know the rules well enough to be believed. These are the main ones for cars and motorcycles (group 1) "
            "in Great Britain; for lorries and buses (group 2) they are stricter. They change: look into the "
            "current guide before you advise."
        ),
        heading("On insulin, group 1"),
        prose(
            bullets(
                "tell the DVLA (not needed for temporary treatment of less than three months)",
                "adequate awareness of hypoglycaemia",
                "no more than one severe hypo while awake in the past twelve months, and the last one more than "
                "three months ago",
                "glucose tested no more than two hours before the first journey, and every two hours while driving "
                "goes on",
                "regular medical review, and eyesight that meets the standard",
            ),
            "A glucose sensor may be used by group 1 drivers. They still carry a meter, and test with it when the "
            "sensor shows 4.0 mmol/L or less, when they have symptoms of a hypo, or when the reading does not fit "
            "how they feel.",
        ),
        key_point(
            "Five to drive",
            "Above 5.0 mmol/L: drive. 5.0 or less: eat some carbohydrate first. Below 4.0, or any symptom: do not "
            "drive.",
        ),
        heading("A hypo at the wheel"),
        prose(
            "Stop as soon as it is safe. Switch off the engine, take out the key, move out of the driver's seat. "
            "Treat the hypo. Do not drive until 45 minutes after a meter has shown that glucose is back to normal, "
            "at least 5.0 mmol/L."
        ),
        heading("On a sulfonylurea or a glinide"),
        prose(
            "Group 1: no need to tell the DVLA while there is no more than one severe hypo, awake, in twelve months "
            "(the last more than three months ago) and the person is under regular review. Testing at times that "
            "matter for driving may be right. Group 2: the DVLA has to be told; no severe hypo in twelve months, "
            "full awareness, and regular testing, at least twice a day and at times that matter for driving."
        ),
        DVLA,
        heading("If somebody will not stop"),
        prose(
            "The General Medical Council asks doctors to explain, to persuade, and to offer a second opinion. If a "
            "person goes on driving against advice and others are at risk, tell the person that you are going to "
            "inform the DVLA's medical adviser, do it, and confirm it to them in writing."
        ),
        source(
            "General Medical Council",
            "Confidentiality: patients' fitness to drive and reporting concerns to the DVLA or DVA",
            "2017",
        ),
        check(
            "Glucose before a journey is 4.6 mmol/L; no symptoms. What now?",
            wrong("Drive: it is above 4", "Between 4.0 and 5.0 something is eaten first."),
            right("Eat some carbohydrate, then drive", "Five to drive."),
            wrong("Do not drive today", "That is more than is asked."),
        ),
    ),
)

LESSONS = (RECOGNISE, AWARENESS, DRIVING)
