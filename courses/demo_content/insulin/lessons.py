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

RIGHT_PRESCRIPTION = LessonText(
    slug="prescribing",
    title="A prescription that cannot be misread",
    introduction="Brand, strength, device, and the word “units” in full.",
    minutes=9,
    body=(
        prose(
            "Insulin is one of the medicines with which the same few errors happen again and again: the wrong "
            "insulin, the wrong dose, a dose left out, or the wrong way of giving it. Most of them begin before "
            "anybody draws up a dose: on a prescription, in a record, or over the telephone."
        ),
        heading("Write “units”, never “U” or “IU”"),
        prose(
            "A handwritten “U” after a number has been read as a nought, and ten times the dose was given. The "
            "National Patient Safety Agency therefore asked that the word “units” is always written in full, and "
            "that insulin is measured and given only with an insulin syringe or an insulin pen."
        ),
        source(
            "National Patient Safety Agency", "Safer administration of insulin (Rapid Response Report RRR013)", "2010"
        ),
        heading("Name the brand, the strength and the device"),
        prose(
            "Insulins that sound alike are not alike. A name such as Humalog stands for a rapid-acting insulin and, "
            "with a number behind it, for a mixture. Insulin glargine exists in two strengths that are not "
            "interchangeable unit for unit without supervision. So prescribe by brand, and state:",
            bullets(
                "the brand name in full, with its number if it has one",
                "the strength in units per millilitre, above all if it is not 100",
                "the device: cartridge, prefilled pen (and which), or vial",
                "the dose in units and the time, or “as directed” only where the person holds a written plan",
            ),
        ),
        table(
            "Names that are easily confused",
            "This | is not this | because",
            "Humalog | Humalog Mix25 or Mix50 | rapid-acting alone; the others are mixtures",
            "NovoRapid | NovoMix 30 | rapid-acting alone; the other is a mixture",
            "Lantus (100 units/mL) | Toujeo (300 units/mL) | both are glargine; they are not bioequivalent",
            "Humulin I | Humulin S or Humulin M3 | isophane, soluble, and a mixture of both",
        ),
        case(
            "A repeat prescription after a stay in hospital",
            "A woman in her seventies comes home on “Humalog 18 units twice a day”. For years she has used Humalog "
            "Mix25. The discharge letter was typed from memory. Her fasting glucose rises day by day.",
            "Whom do you ask before you put it on repeat, and what do you ask her to read to you?",
        ),
        prose(
            "Ask her to read the name from the pen in her hand, and compare three things: the letter, the pen, and "
            "the last prescription. Clear up a difference before you sign, with the ward or the specialist team."
        ),
        check(
            "Which of these can be dispensed safely as it stands?",
            wrong(
                "Humalog 18 U twice daily", "“U” can be read as a nought, and Humalog alone may not be what was meant."
            ),
            right(
                "Humalog Mix25 KwikPen 100 units/mL: 18 units before breakfast and 12 units before the evening meal",
                "Brand with its number, device, strength, dose in units and times: nothing is left to guess.",
            ),
            wrong("Insulin lispro mix, as before", "“As before” is what the next reader cannot know."),
            explanation="If a pharmacist has to guess, the prescription is not finished.",
        ),
        source("NICE", "British National Formulary: Insulin, treatment summary", "current edition"),
    ),
)

STRENGTHS_AND_DEVICES = LessonText(
    slug="strengths-and-devices",
    title="High strengths, and never a syringe into a pen",
    introduction="Units stay units, whatever the strength; the device does the measuring.",
    minutes=8,
    body=(
        prose(
            "For decades nearly all insulin had 100 units in a millilitre. Today some insulins have 200 or 300, and "
            "some pens hold insulin together with another medicine. The dose is always prescribed and dialled in "
            "units (or in dose steps for a fixed combination), and the pen shows the units. Nobody converts a "
            "volume."
        ),
        key_point(
            "Never draw insulin out of a pen or cartridge with a syringe",
            "An insulin syringe is marked for 100 units in a millilitre. From a pen of 300 units in a millilitre it "
            "draws three times the dose that its marks show.",
        ),
        source(
            "NHS Improvement",
            "Risk of severe harm and death due to withdrawing insulin from pen devices (Patient Safety Alert "
            "NHS/PSA/W/2016/011)",
            "2016",
        ),
        heading("When somebody changes to another strength or to a biosimilar"),
        prose(
            "The MHRA advises that people who change between insulins read the instructions, are shown the new "
            "device, and monitor their glucose more closely in the weeks after. Lantus and Toujeo are not "
            "bioequivalent: the dose may have to be adjusted. A biosimilar is prescribed by its brand, so that "
            "nobody changes without knowing it."
        ),
        prose(
            "Agree with the person and write down:",
            bullets(
                "which pen goes and which pen comes, and what becomes of the old ones at home",
                "the first dose of the new insulin, in units",
                "how often to check glucose, and below which value to ring",
                "who looks at the readings, and on which day",
            ),
        ),
        source(
            "MHRA, Drug Safety Update",
            "High strength, fixed combination and biosimilar insulin products: minimising the risk of medication error",
            "April 2015",
        ),
        case(
            "A pen that jams",
            "A carer rings: the pen of a man in his eighties is stuck, it is the last one, and it says 300 "
            "units/mL. The community nurse has syringes. It is seven in the evening.",
            "What do you say about the syringe, and what can be done tonight?",
        ),
        prose(
            "Not the syringe. A new needle often cures a pen that seems stuck. If not, he needs another pen today: "
            "a pharmacy that is open, the out-of-hours service, or the advice of the diabetes team about another "
            "insulin that is at hand. The insulin is not left out."
        ),
        check(
            "The prefilled pen of a person on insulin at 200 units/mL shows 20 in its window. How many units will "
            "be given?",
            right("20 units", "The pen has done the conversion. What the window shows is the dose."),
            wrong("40 units", "The strength changes the volume, not the number of units that the window shows."),
            wrong("10 units", "The strength changes the volume, not the number of units that the window shows."),
        ),
    ),
)

SITES = LessonText(
    slug="injection-sites",
    title="Look at the sites, and feel them",
    introduction="Lumps explain many high readings, and moving away from them explains some hypos.",
    minutes=8,
    body=(
        prose(
            "Somebody whose glucose is erratic for no clear reason may be injecting into a lump. Lipohypertrophy is "
            "a soft, rubbery swelling of fat where needles go in too often; injections there hurt less, so people "
            "go back to it. Insulin is absorbed from it slowly and unpredictably."
        ),
        heading("Cutaneous amyloidosis"),
        prose(
            "In 2020 the MHRA added a second cause: insulin-derived amyloid under the skin. It may look the same, "
            "does not go away when the site is left alone, and also spoils absorption. Its advice:",
            bullets(
                "remind people to rotate injections within an area and between areas",
                "think of amyloidosis or lipohypertrophy when a lump is felt or control is worse than expected",
                "do not inject into lumps",
                "when somebody moves from a lump to healthy skin, the same dose may act more strongly: monitor more "
                "closely and consider a lower dose, since hypoglycaemia has followed",
            ),
        ),
        source(
            "MHRA, Drug Safety Update",
            "Insulins (all types): risk of cutaneous amyloidosis at injection site",
            "September 2020",
        ),
        key_point(
            "Before you raise the dose, examine the skin",
            "Look in good light, then feel with the flat of the fingers, with the person standing. Do it at every "
            "annual review, and whenever control changes without a reason.",
        ),
        heading("Technique in one minute"),
        prose(
            bullets(
                "a new needle each time; a short one (4 mm) suits nearly every adult",
                "test two units into the air before the dose, so that insulin is seen to come",
                "count to ten before the needle comes out",
                "move on by a finger's breadth each time, and to another area each week",
                "insulin in use may be kept at room temperature, mostly for four weeks; the leaflet of the brand "
                "says how long",
            )
        ),
        source(
            "Forum for Injection Technique UK",
            "The UK Injection and Infusion Technique Recommendations, 4th edition",
            "2016",
        ),
        case(
            "More insulin, and no better",
            "A man in his fifties takes 62 units of a basal insulin, up from 40 in the spring, and his fasting "
            "glucose is still 13 mmol/L. Left of the navel you feel a firm swelling as large as an egg.",
            "What do you change today, and what do you ask him to watch for?",
        ),
        prose(
            "He moves to unaffected skin. Because the same dose may now act fully, agree a lower dose to begin "
            "with, more frequent testing for some days, and how to treat a hypo; then adjust by the readings."
        ),
    ),
)

SICK_DAYS = LessonText(
    slug="illness-and-review",
    title="Illness, hypos, and the dose that should come down",
    introduction="Insulin is not stopped in illness, and less is sometimes safer.",
    minutes=10,
    body=(
        heading("In illness"),
        key_point(
            "In type 1 diabetes basal insulin is never stopped",
            "Not when the person is not eating, and not when they vomit. Illness mostly asks for more insulin; "
            "without it ketoacidosis follows.",
        ),
        prose(
            "Everybody with type 1 diabetes should have a written plan for sick days: test glucose and ketones more "
            "often, keep drinking, go on with basal insulin, correct by the plan, and know whom to ring. NHS advice "
            "on blood ketones:"
        ),
        table(
            "Blood ketones in somebody with diabetes who feels ill",
            "Reading | Means | Do",
            "below 0.6 mmol/L | normal | follow the plan",
            "0.6 to 1.5 mmol/L | slightly raised | test again in 2 hours",
            "1.6 to 2.9 mmol/L | at risk of ketoacidosis | speak to the diabetes team or GP now",
            "3.0 mmol/L or more | may have ketoacidosis | emergency care at once",
        ),
        source("NHS", "Diabetic ketoacidosis (health A to Z)", "current page"),
        prose(
            "The MHRA also warns about one way of causing it: ketoacidosis has followed when insulin was reduced "
            "fast or stopped as a GLP-1 receptor agonist was begun. Reduce insulin in steps, with monitoring."
        ),
        source(
            "MHRA, Drug Safety Update",
            "GLP-1 receptor agonists: reports of diabetic ketoacidosis when concomitant insulin was rapidly reduced "
            "or discontinued",
            "June 2019",
        ),
        heading("A hypo, treated the usual way"),
        prose(
            "Below 4 mmol/L in somebody on insulin: 15 to 20 g of fast-acting carbohydrate, test after 10 to 15 "
            "minutes, again if it is still below 4. Then something longer-lasting. Whoever cannot swallow safely "
            "gets nothing by mouth: glucagon if it is there, and 999. The next insulin is not left out because of a "
            "hypo that has been treated; the dose is reviewed."
        ),
        source(
            "Joint British Diabetes Societies for Inpatient Care",
            "The hospital management of hypoglycaemia in adults with diabetes mellitus",
            "revised 2023",
        ),
        heading("When less is safer"),
        prose(
            "NICE asks us to consider a higher HbA1c target, person by person, for people who are older or frail: "
            "where they are unlikely to live to see the benefit of tight control, where a fall or a hypo would do "
            "great harm, or where intensive treatment does not suit them. A low HbA1c in a frail person on insulin "
            "is a reason to ask about hypos and to reduce, not a success."
        ),
        source("NICE", "Type 2 diabetes in adults: management (NG28)", "2015, updated since"),
        case(
            "HbA1c 44 mmol/mol",
            "A woman in her late eighties with falls and an eGFR of 31 takes a mixture twice a day, given by a "
            "carer. Her HbA1c is 44 mmol/mol. She has “funny turns” before lunch.",
            "Which three questions do you ask, and what do you do with the dose?",
        ),
        check(
            "A man with type 1 diabetes and a stomach bug cannot eat. What about his basal insulin?",
            wrong("Leave it out until he eats", "Without basal insulin ketones rise within hours, food or no food."),
            right(
                "Go on with it, and test glucose and ketones often",
                "Basal insulin covers what the body makes, not what he eats.",
            ),
            wrong("Halve it as a rule", "Illness often raises the need. Only the readings can say that it is less."),
        ),
    ),
)

LESSONS = (RIGHT_PRESCRIPTION, STRENGTHS_AND_DEVICES, SITES, SICK_DAYS)
