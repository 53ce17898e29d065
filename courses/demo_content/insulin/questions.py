from __future__ import annotations

from courses.demo_content.texts import QuestionText, right, wrong

NPSA = "Safer administration of insulin, Rapid Response Report RRR013, National Patient Safety Agency, 2010"
PENS = (
    "Risk of severe harm and death due to withdrawing insulin from pen devices, PSA/W/2016/011, NHS Improvement, 2016"
)
STRENGTH = "High strength, fixed combination and biosimilar insulin products, Drug Safety Update, MHRA, April 2015"
AMYLOID = (
    "Insulins (all types): risk of cutaneous amyloidosis at injection site, Drug Safety Update, MHRA, September 2020"
)
GLP1 = "GLP-1 receptor agonists: reports of diabetic ketoacidosis, Drug Safety Update, MHRA, June 2019"
NG28 = "Type 2 diabetes in adults: management (NG28), NICE, 2015 with later updates"
KETONES = "Diabetic ketoacidosis, health A to Z, NHS"
HYPO = "The hospital management of hypoglycaemia in adults with diabetes mellitus, JBDS-IP, revised 2023"
BNF = "British National Formulary: Insulin, treatment summary, NICE, current edition"

QUESTIONS = (
    QuestionText(
        stem="Why is the word “units” written in full on a prescription for insulin?",
        options=(
            right(
                "Because “U” has been read as a nought, and ten times the dose was given",
                "That is the error behind the rule.",
            ),
            wrong("Because “U” stands for a unit of volume", "It stands for units; the trouble is how it is read."),
            wrong("Because pharmacy systems do not accept abbreviations", "Some do accept them. People misread them."),
            wrong("Because insulin is prescribed in millilitres", "It is never prescribed in millilitres."),
        ),
        feedback="10U can be read as 100. Written in full, and typed, it cannot.",
        source=NPSA,
        competency="medicines-safety",
    ),
    QuestionText(
        stem="Which details belong on a prescription for insulin? Choose every one that does.",
        options=(
            right("The brand name in full", "Names of insulins sound alike; the brand with its number settles which."),
            right("The strength in units per millilitre", "There are 100, 200 and 300, and more."),
            right("The device", "A cartridge in the wrong pen is an insulin nobody can give."),
            wrong(
                "The volume of each dose in millilitres",
                "A volume invites a conversion, and a conversion invites an error.",
            ),
        ),
        feedback="Brand, strength, device, dose in units. A volume never belongs there.",
        source=BNF,
        competency="medicines-safety",
    ),
    QuestionText(
        stem=(
            "A prefilled pen of insulin at 300 units/mL is stuck. Someone offers to draw the dose from it with an "
            "insulin syringe. What follows?"
        ),
        options=(
            right("Up to three times the dose: the syringe is marked for 100 units/mL", "And so it is never done."),
            wrong("The right dose, since units are units", "Units on the syringe's scale hold only for 100 units/mL."),
            wrong("A third of the dose", "The other way round: the insulin is more concentrated, not less."),
            wrong("Nothing, provided the needle is sterile", "Sterility is not what harms here."),
        ),
        feedback=(
            "Insulin is never withdrawn from a pen or cartridge. A new needle, another pen or another plan is found."
        ),
        source=PENS,
        competency="medicines-safety",
    ),
    QuestionText(
        stem="A woman changes from Lantus (100 units/mL) to Toujeo (300 units/mL). What is true?",
        options=(
            right(
                "The two are not bioequivalent; the dose may need adjusting and glucose closer monitoring",
                "Both are glargine, and still not the same.",
            ),
            wrong("She injects a third of the units", "The volume is smaller, not the number of units as a rule."),
            wrong("Nothing changes but the pen", "The action differs, so the dose may have to."),
            wrong("She may use up her old pens in between", "Two strengths at home are how the wrong one gets used."),
        ),
        feedback=(
            "A change of strength is a change of treatment: training, monitoring, and the old pens out of the house."
        ),
        source=STRENGTH,
        competency="insulin",
    ),
    QuestionText(
        stem="A man with a lump at his usual injection site moves to unaffected skin. Which advice is right?",
        options=(
            right(
                "Test more often and consider a lower dose, because the same dose may act more strongly",
                "Hypoglycaemia has followed such a change.",
            ),
            wrong("Raise the dose, because new sites absorb less", "Healthy skin absorbs better than a lump."),
            wrong("Keep the dose and test as before", "The days after the move are the risky ones."),
            wrong("Use the lump at weekends", "A lump is left alone altogether."),
        ),
        feedback="Absorption from a lump is slow and uneven. Away from it, the full dose arrives.",
        source=AMYLOID,
        competency="insulin",
    ),
    QuestionText(
        stem="Fasting glucose stays high although the basal dose has been raised three times. What comes first?",
        options=(
            right(
                "Look at and feel the injection sites, and watch one injection",
                "A lump or a pen that gives nothing explains it.",
            ),
            wrong(
                "A fourth increase",
                "If the insulin does not arrive, more of it does not help, and later it may all arrive.",
            ),
            wrong("A change to another basal insulin", "Not before you know whether this one is being absorbed."),
            wrong("A referral to the specialist clinic", "They would begin by examining the sites."),
        ),
        feedback="Technique and sites before dose: at annual review, and whenever control changes without a reason.",
        source=AMYLOID,
        competency="insulin",
    ),
    QuestionText(
        stem=(
            "A man with type 1 diabetes vomits, does not eat, and asks whether to leave out his basal insulin. What "
            "do you say?"
        ),
        options=(
            right(
                "Go on with it; test glucose and ketones often, and drink",
                "Basal insulin is never stopped in type 1 diabetes.",
            ),
            wrong("Leave it out until he can eat", "Ketoacidosis may begin within hours."),
            wrong("Leave out both insulins and ring tomorrow", "Tomorrow may be in intensive care."),
            wrong("Take only rapid-acting insulin", "It does not last the night."),
        ),
        feedback=(
            "Illness mostly raises the need for insulin. The plan for sick days says how to correct and whom to ring."
        ),
        source=KETONES,
        competency="insulin",
    ),
    QuestionText(
        stem="Somebody with type 1 diabetes feels ill. Blood ketones are 3.2 mmol/L. What is to be done?",
        options=(
            right("Emergency care at once", "3 or more may be ketoacidosis."),
            wrong("Test again in two hours", "That is for 0.6 to 1.5."),
            wrong("An appointment tomorrow", "Too late: it can be fatal within that time."),
            wrong("Stop insulin and drink water", "Stopping insulin makes ketones rise."),
        ),
        feedback=(
            "Below 0.6 normal; up to 1.5 test again in two hours; 1.6 to 2.9 speak to the team now; 3 or more is an "
            "emergency."
        ),
        source=KETONES,
        competency="insulin",
    ),
    QuestionText(
        stem=(
            "A GLP-1 receptor agonist is added for a woman with type 2 diabetes on basal insulin. How is insulin "
            "reduced, if it is?"
        ),
        options=(
            right("In steps, with closer glucose monitoring", "Fast reductions were followed by ketoacidosis."),
            wrong("Stopped on the day the new medicine starts", "That is what the warning is about."),
            wrong("Halved once, and then left", "Without monitoring nobody sees what it does."),
            wrong("Not at all, whatever the readings", "With falling glucose it may have to be less."),
        ),
        feedback="GLP-1 receptor agonists do not replace insulin in somebody who makes too little of it.",
        source=GLP1,
        competency="medicines-safety",
    ),
    QuestionText(
        stem=(
            "A frail woman in her late eighties on twice-daily insulin has an HbA1c of 44 mmol/mol and falls. What "
            "follows? Choose every answer that is right."
        ),
        options=(
            right("Ask about hypos, and look at the readings before meals", "Falls and turns may be hypos."),
            right(
                "Agree a higher target with her and reduce the insulin",
                "NICE: relax the target for older or frail people.",
            ),
            wrong("Praise the control and review in a year", "It is the control that puts her at risk."),
            wrong("Add metformin to steady the glucose", "She needs less treatment, not more."),
        ),
        feedback=(
            "Tight control helps over years; a hypo harms today. Targets are set person by person, with frailty in "
            "mind."
        ),
        source=NG28,
        competency="insulin",
    ),
    QuestionText(
        stem="Glucose is 3.4 mmol/L; the person is awake and can swallow. What is the first step?",
        options=(
            right(
                "15 to 20 g of fast-acting carbohydrate, and a test after 10 to 15 minutes",
                "Fast first, lasting afterwards.",
            ),
            wrong("A sandwich", "Too slow on its own."),
            wrong("A chocolate bar", "Fat slows the sugar down."),
            wrong("Glucagon by injection", "That is for those who cannot swallow safely."),
        ),
        feedback=(
            "Repeat if it is still below 4, then something longer-lasting. The next insulin is not left out; the "
            "dose is reviewed."
        ),
        source=HYPO,
        competency="hypoglycaemia",
    ),
)
