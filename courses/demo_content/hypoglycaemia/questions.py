from __future__ import annotations

from courses.demo_content.texts import QuestionText, right, wrong

DVLA = "Assessing fitness to drive: a guide for medical professionals, DVLA, current edition"
GMC = "Confidentiality: patients' fitness to drive and reporting concerns to the DVLA or DVA, GMC, 2017"
NG17 = "Type 1 diabetes in adults: diagnosis and management (NG17), NICE, 2015 with later updates"
JBDS = "The hospital management of hypoglycaemia in adults with diabetes mellitus, JBDS-IP, revised 2023"

QUESTIONS = (
    QuestionText(
        stem="When is a hypo severe, for the DVLA as for the clinic?",
        options=(
            right("When the person needs somebody else's help to treat it", "Whatever the reading was."),
            wrong("When glucose is below 4.0 mmol/L", "That is the level for treatment."),
            wrong("When it happens at night", "The hour does not decide."),
            wrong("When an ambulance is called", "A relative's help is help too."),
        ),
        feedback="Needing help is the definition; the number is not.",
        source=DVLA,
        competency="hypoglycaemia",
    ),
    QuestionText(
        stem="Which medicines can cause hypoglycaemia by themselves? Choose every one that can.",
        options=(
            right("Insulin", "Yes."),
            right("Gliclazide", "A sulfonylurea releases insulin whether or not glucose is high."),
            wrong("Metformin", "Hardly ever alone."),
            wrong("Empagliflozin", "Hardly ever alone; with insulin or a sulfonylurea the risk rises."),
        ),
        feedback="Insulin, sulfonylureas and glinides. Others may add to the risk when combined with them.",
        source=JBDS,
        competency="hypoglycaemia",
    ),
    QuestionText(
        stem=(
            "A man on gliclazide with poor kidney function has had a severe hypo; glucose is now 7 mmol/L. What "
            "about the next hours?"
        ),
        options=(
            right(
                "He has to be watched for many hours, mostly in hospital: it can come back",
                "Sulfonylureas act long, longer with poor kidneys.",
            ),
            wrong("He is safe once he has eaten", "The medicine outlasts a meal."),
            wrong("He may drive home after 15 minutes", "Neither the time nor the driving is right."),
            wrong("He should take the next dose as usual", "The treatment has to be reviewed first."),
        ),
        feedback="Prolonged and returning hypoglycaemia is the mark of sulfonylureas.",
        source=JBDS,
        competency="hypoglycaemia",
    ),
    QuestionText(
        stem="How often, and how, is awareness of hypoglycaemia assessed in adults with type 1 diabetes?",
        options=(
            right("At least once a year, with the Gold or Clarke score", "As NG17 asks."),
            wrong("Only after a severe hypo", "Too late for many."),
            wrong("By HbA1c", "It says nothing about awareness."),
            wrong("By asking whether hypos are “a problem”", "Whoever does not notice them says no."),
        ),
        feedback=(
            "A score makes it comparable from year to year. A Gold score of four or more means impaired awareness."
        ),
        source=NG17,
        competency="hypoglycaemia",
    ),
    QuestionText(
        stem="A car driver on insulin: when does glucose have to be tested?",
        options=(
            right(
                "No more than 2 hours before the first journey, and every 2 hours while driving goes on",
                "Both parts count.",
            ),
            wrong("Once each morning", "The journey decides, not the morning."),
            wrong("Only before journeys of more than 2 hours", "Before every first journey."),
            wrong("Whenever there are symptoms", "That as well, but not only."),
        ),
        feedback="More often where the risk is greater, as after exercise or a change of routine.",
        source=DVLA,
        competency="driving",
    ),
    QuestionText(
        stem="Before a journey the meter shows 4.4 mmol/L; the driver feels well. What is right?",
        options=(
            right("Eat some carbohydrate before driving", "Five to drive."),
            wrong("Drive at once", "It is not above 5.0."),
            wrong("Wait 45 minutes", "That is for after a hypo."),
            wrong("Give up the journey", "Not necessary."),
        ),
        feedback="Above 5.0 drive; 5.0 or less eat first; below 4.0 or with symptoms do not drive.",
        source=DVLA,
        competency="driving",
    ),
    QuestionText(
        stem="After a hypo at the wheel that was treated, when may a person drive again?",
        options=(
            right(
                "45 minutes after glucose is back to at least 5.0 mmol/L", "The brain recovers later than the reading."
            ),
            wrong("As soon as glucose is above 4.0 mmol/L", "Too early."),
            wrong("15 minutes after eating", "Too early."),
            wrong("The next day", "Not what the rule asks for one mild hypo."),
        ),
        feedback=(
            "Stop, engine off, key out, out of the driver's seat, treat, and then 45 minutes from a normal reading."
        ),
        source=DVLA,
        competency="driving",
    ),
    QuestionText(
        stem=(
            "A car driver uses a glucose sensor. When must a finger-prick test be done as well? Choose every answer "
            "that is right."
        ),
        options=(
            right("When the sensor shows 4.0 mmol/L or less", "Yes."),
            right("When there are symptoms of a hypo", "Yes."),
            right("When the reading does not fit how the driver feels", "Yes."),
            wrong("Never, since sensors are allowed", "They are allowed for group 1, with a meter at hand."),
        ),
        feedback="A sensor lags behind blood glucose when it changes fast.",
        source=DVLA,
        competency="driving",
    ),
    QuestionText(
        stem="A car driver on insulin had two severe hypos while awake in the past twelve months. What follows?",
        options=(
            right(
                "No driving, and the DVLA must be told", "More than one in twelve months does not meet the standard."
            ),
            wrong("Driving is allowed with a sensor", "A sensor does not change that standard."),
            wrong("Driving is allowed after 45 minutes", "That rule is about one hypo at the wheel."),
            wrong("Nothing, if both were at home", "Where it happened does not matter while awake."),
        ),
        feedback=(
            "Group 1: no more than one severe hypo while awake in twelve months, and the last more than three "
            "months ago."
        ),
        source=DVLA,
        competency="driving",
    ),
    QuestionText(
        stem=(
            "A person with no warning signs goes on driving in spite of your advice. What does the GMC ask of a doctor?"
        ),
        options=(
            right(
                "Try to persuade; if others are at risk, tell the person and inform the DVLA's medical adviser",
                "And confirm it in writing.",
            ),
            wrong("Nothing: it is the driver's duty alone", "The duty is the driver's; the risk is everybody's."),
            wrong("Inform the police without telling the person", "Not the first step, and not behind their back."),
            wrong("Wait for the next annual review", "The risk is today."),
        ),
        feedback=(
            "Disclosure without consent can be justified in the public interest when others are at risk of serious "
            "harm."
        ),
        source=GMC,
        competency="driving",
    ),
)
