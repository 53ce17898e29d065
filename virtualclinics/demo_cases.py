"""Twelve invented cases with what a clinic could recommend and what a practice could have done: for the demo network.

Nobody stands behind any of them. They show the form at work; they are no guideline.
"""

from __future__ import annotations

from dataclasses import dataclass

from virtualclinics.details import CaseDetails, Reading


@dataclass(frozen=True)
class DemoCase:
    """`themes`, `text`, `reasoning`, `pathway` fit record_recommendation; `outcome`, `hba1c_after`, `note` "
    "record_outcome."""

    details: CaseDetails
    themes: tuple[str, ...]
    text: str
    reasoning: str
    pathway: str
    outcome: str
    hba1c_after: str
    note: str


def readings(*pairs: tuple[int, int]) -> tuple[Reading, ...]:
    return tuple(Reading(months_ago, value) for months_ago, value in pairs)


DEMO_CASES: tuple[DemoCase, ...] = (
    DemoCase(
        CaseDetails(
            age_band="60_64",
            sex="female",
            diabetes_type="type_2",
            duration="10_19",
            readings=readings((12, 68), (6, 75), (0, 82)),
            systolic=138,
            diastolic=82,
            egfr=58,
            bmi="30_34",
            retina="r1",
            foot_risk="low",
            current_therapy="Metformin 1 g twice a day, gliclazide 160 mg twice a day, sitagliptin 100 mg once a day",
            comorbidities=("hypertension",),
            frailty="none",
            living_factors=("drives_for_work",),
            goals="Wants to keep driving a van for two more years",
            question="Should we start basal insulin, or is there room for a GLP-1 receptor agonist first?",
            tried="Diet review with the practice nurse, gliclazide raised to the full dose",
        ),
        ("treatment_change", "insulin"),
        "Stop sitagliptin and start a weekly GLP-1 receptor agonist. Halve the gliclazide. Review in three months; "
        "start basal insulin only if the HbA1c stays above 64 mmol/mol.",
        "A BMI above 30 and work as a driver both speak for a treatment without hypoglycaemia. A DPP-4 inhibitor adds "
        "nothing to a GLP-1 receptor agonist. Gliclazide is what brings the risk at the wheel.",
        "manage_in_practice",
        "done",
        "58_68",
        "Started, and tolerated after two weeks of nausea. Gliclazide is down to 80 mg twice a day.",
    ),
    DemoCase(
        CaseDetails(
            age_band="80_84",
            sex="male",
            diabetes_type="type_2",
            duration="20_over",
            readings=readings((9, 49), (4, 47), (0, 46)),
            systolic=122,
            diastolic=64,
            egfr=38,
            bmi="18_5_24",
            foot_risk="moderate",
            current_therapy="Gliclazide 80 mg twice a day, metformin 500 mg twice a day",
            hypoglycaemia="frequent",
            comorbidities=("ckd", "dementia", "atrial_fibrillation"),
            frailty="severe",
            living_factors=("care_home", "needs_carer"),
            goals="The family would like fewer tablets and no more falls",
            question="Is it safe to stop treatment altogether?",
            tried="Supper time moved earlier; still sweaty and confused in the mornings",
        ),
        ("deprescribing", "hypoglycaemia"),
        "Stop gliclazide now. Keep metformin 500 mg once a day for three months, then stop it if the HbA1c stays below "
        "58 mmol/mol. No routine glucose checks after the first two weeks.",
        "An HbA1c in the forties on a sulfonylurea in severe frailty is over-treatment. The morning confusion is "
        "hypoglycaemia until it is shown otherwise, and falls matter more here than glucose.",
        "manage_in_practice",
        "done",
        "53_57",
        "Both stopped. The home reports better mornings and no fall since.",
    ),
    DemoCase(
        CaseDetails(
            age_band="30_34",
            sex="female",
            diabetes_type="type_2",
            duration="1_4",
            readings=readings((8, 62), (2, 66)),
            systolic=124,
            diastolic=78,
            egfr=96,
            bmi="35_39",
            retina="r0",
            current_therapy="Metformin 1 g twice a day, empagliflozin 10 mg, atorvastatin 20 mg, ramipril 2.5 mg",
            pregnancy="planning",
            goals="Hopes to be pregnant within the year",
            question="What has to change before she stops contraception?",
            tried="Folic acid 400 micrograms started by the pharmacist",
        ),
        ("pregnancy", "treatment_change"),
        "Continue contraception for now and aim for an HbA1c below 48 mmol/mol first. Stop empagliflozin, "
        "atorvastatin and ramipril. "
        "Folic acid 5 mg. Refer to the pre-conception clinic; insulin from the start there if metformin is not enough.",
        "The risk of malformation falls with the HbA1c before conception. SGLT2 inhibitors, statins and ACE inhibitors "
        "are stopped beforehand, not when the test is positive. With diabetes the dose of folic acid is 5 mg.",
        "refer_specialist",
        "done",
        "53_57",
        "Referred and seen within five weeks. Contraception goes on for now.",
    ),
    DemoCase(
        CaseDetails(
            age_band="45_49",
            sex="male",
            diabetes_type="uncertain",
            duration="under_1",
            readings=readings((3, 104), (0, 91)),
            bmi="18_5_24",
            egfr=101,
            current_therapy="Metformin 1 g twice a day, gliclazide 80 mg twice a day",
            hypoglycaemia="none",
            comorbidities=("depression",),
            goals="Wants his energy back",
            question="Is this really type 2? He has lost 9 kg since the start.",
            tried="Ketones were trace on two visits",
        ),
        ("insulin", "other"),
        "Treat as type 1 until shown otherwise: basal-bolus insulin this week with the specialist nurse, ketone meter, "
        "sick-day rules. GAD antibodies now; C-peptide with them. Stop gliclazide when insulin starts.",
        "Weight loss, a normal BMI and a short history point to autoimmune diabetes at any age. Waiting for antibodies "
        "before insulin is the common and dangerous mistake.",
        "refer_specialist",
        "done",
        "69_85",
        "Insulin started the same week. GAD antibodies came back strongly positive.",
    ),
    DemoCase(
        CaseDetails(
            age_band="70_74",
            sex="male",
            diabetes_type="type_2",
            duration="10_19",
            readings=readings((12, 61), (5, 60), (0, 63)),
            systolic=146,
            diastolic=80,
            egfr=41,
            acr=None,
            bmi="25_29",
            retina="r1",
            foot_risk="moderate",
            current_therapy="Metformin 500 mg twice a day, linagliptin 5 mg, ramipril 10 mg, bisoprolol 5 mg",
            comorbidities=("ckd", "heart_failure", "hypertension"),
            frailty="mild",
            question="The eGFR falls by five each year. What protects the kidney and the heart now?",
            tried="Ramipril is at the full dose; potassium is 5.1",
        ),
        ("renal", "comorbidity"),
        "Add dapagliflozin 10 mg. Measure the urine ACR. Stop linagliptin if the HbA1c allows it. Repeat kidney "
        "function only if he is unwell: a first dip in eGFR of up to 25 per cent is expected. Sick-day rules in "
        "writing.",
        "Heart failure and chronic kidney disease are both reasons for an SGLT2 inhibitor whatever the HbA1c. "
        "Its effect "
        "on glucose is small at this eGFR; that is not what it is for.",
        "manage_in_practice",
        "done",
        "58_68",
        "Dapagliflozin started; the ACR was 34. Breathlessness on the stairs is less.",
    ),
    DemoCase(
        CaseDetails(
            age_band="55_59",
            sex="female",
            diabetes_type="type_1",
            duration="20_over",
            readings=readings((10, 57), (5, 54), (0, 52)),
            egfr=88,
            bmi="25_29",
            retina="r1",
            current_therapy="Basal insulin 22 units at night, rapid insulin 6 to 8 units with meals",
            hypoglycaemia="unaware",
            living_factors=("alone",),
            goals="Frightened of the nights",
            question="She no longer feels her hypos. How do we get her awareness back?",
            tried="Evening dose cut by 2 units; she eats before bed and the mornings are high",
        ),
        ("hypoglycaemia", "insulin"),
        "Refer urgently for continuous glucose monitoring with alarms and a structured programme. Meanwhile cut basal "
        "insulin by a fifth, aim above 7 at bedtime, no correction doses after supper. She has to tell the licensing "
        "agency and not drive for now.",
        "Awareness returns when hypoglycaemia is avoided for some weeks; an HbA1c of 52 is bought with nights below 4. "
        "Alarms help most those who live alone.",
        "refer_specialist",
        "done",
        "53_57",
        "Sensor fitted three weeks later. No severe episode since, and she sleeps.",
    ),
    DemoCase(
        CaseDetails(
            age_band="65_69",
            sex="male",
            diabetes_type="type_2",
            duration="20_over",
            readings=readings((9, 79), (4, 84), (0, 88)),
            egfr=62,
            bmi="30_34",
            retina="r2",
            foot_risk="high",
            current_therapy="Premixed insulin 48 units in the morning and 36 with supper, metformin 1 g twice a day",
            hypoglycaemia="occasional",
            comorbidities=("peripheral_arterial", "neuropathy", "coronary"),
            living_factors=("smokes", "vision"),
            question="Nearly 90 units a day and no better. More insulin, or something else?",
            tried="Doses raised four times in a year",
        ),
        ("insulin", "foot", "treatment_change"),
        "Look at the injection sites and watch an injection before any dose is changed. If there are lumps, move sites "
        "and cut the dose by a fifth. Add an SGLT2 inhibitor only after the foot protection team has seen him. "
        "Podiatry within two weeks.",
        "Rising doses without effect are most often lipohypertrophy or missed doses, and poor eyesight makes both "
        "likely. With peripheral arterial disease and a high-risk foot, the foot comes first.",
        "joint_clinic",
        "done",
        "69_85",
        "Large lumps on both sides. Moved sites, doses cut, pen with an audible click.",
    ),
    DemoCase(
        CaseDetails(
            age_band="35_39",
            sex="male",
            diabetes_type="type_2",
            duration="5_9",
            readings=readings((12, 86), (6, 90), (1, 94)),
            bmi="40_over",
            egfr=104,
            retina="not_screened",
            foot_risk="not_examined",
            current_therapy="Metformin 1 g twice a day, taken on some days",
            comorbidities=("depression", "sleep_apnoea", "liver"),
            living_factors=("shifts", "money", "smokes"),
            goals="Does not want to be told off again",
            question="He misses most appointments. Where would you begin?",
            tried="Four letters, two telephone calls, one conversation in the car park",
        ),
        ("psychosocial", "treatment_change"),
        "One clinician, one telephone call a fortnight outside his shifts, one change at a time. Begin with sleep and "
        "mood. Offer metformin once a day as modified release. Then talk about a weekly injection. No letters.",
        "Distress and shift work explain more of this HbA1c than the choice of drug. One tablet that is taken "
        "does more "
        "than three that are not. Eye screening can be booked by telephone on a day off.",
        "manage_in_practice",
        "not_done",
        "not_measured",
        "Two calls were answered. He has agreed to come in with his brother; not there yet.",
    ),
    DemoCase(
        CaseDetails(
            age_band="50_54",
            sex="female",
            diabetes_type="type_2",
            duration="5_9",
            readings=readings((11, 58), (5, 66), (0, 79)),
            systolic=132,
            diastolic=84,
            egfr=90,
            bmi="30_34",
            current_therapy="Metformin 1 g twice a day, dapagliflozin 10 mg, prednisolone 15 mg in the morning",
            comorbidities=("steroids", "respiratory"),
            question="Glucose is 6 before breakfast and 18 at tea time. What fits steroid tablets?",
            tried="Gliclazide 40 mg in the morning, without effect",
        ),
        ("treatment_change", "insulin"),
        "Isophane insulin 10 units in the morning, raised by a tenth every few days by the reading before supper. Stop "
        "gliclazide. Reduce by a quarter with each step down of the prednisolone, and give her that plan in writing.",
        "Morning prednisolone raises glucose from noon to evening and leaves the fasting value alone. Isophane insulin "
        "in the morning has the same shape. The danger comes when the steroid is reduced and the insulin is not.",
        "community_dsn",
        "done",
        "58_68",
        "Started with the community nurse at 10 units, now at 18. Steroids come down next.",
    ),
    DemoCase(
        CaseDetails(
            age_band="75_79",
            sex="female",
            diabetes_type="type_2",
            duration="10_19",
            readings=readings((8, 71), (3, 69), (0, 70)),
            egfr=29,
            bmi="25_29",
            foot_risk="moderate",
            current_therapy="Linagliptin 5 mg, gliclazide 40 mg twice a day; metformin stopped for the kidneys",
            hypoglycaemia="occasional",
            comorbidities=("ckd", "stroke"),
            frailty="moderate",
            living_factors=("housebound", "needs_carer"),
            goals="To stay in her own home",
            question="Which target, and who could give insulin if she needs it?",
            tried="The district team can visit once a day",
        ),
        ("insulin", "renal", "deprescribing"),
        "Aim for an HbA1c of 64 to 75 mmol/mol. Stop gliclazide. Once-daily basal insulin in the morning, 6 units, by "
        "the visiting team, with readings before breakfast three times a week.",
        "With an eGFR below 30 and moderate frailty sulfonylureas accumulate, and a tight target only brings "
        "hypoglycaemia. A morning dose fits the one visit there is.",
        "community_dsn",
        "declined",
        "69_85",
        "She does not want injections. Gliclazide stopped; linagliptin continues; no hypos since.",
    ),
    DemoCase(
        CaseDetails(
            age_band="40_44",
            sex="female",
            diabetes_type="type_2",
            duration="under_1",
            readings=readings((6, 59), (0, 54)),
            systolic=128,
            diastolic=80,
            egfr=99,
            bmi="35_39",
            retina="r0",
            foot_risk="low",
            current_therapy="Metformin 500 mg twice a day",
            comorbidities=("liver",),
            goals="Has read about remission and wants to try",
            question="Is a low-calorie programme sensible for her, and what do we do with the metformin?",
            tried="Lost 4 kg with an app",
        ),
        ("treatment_change",),
        "Refer to the remission programme. Stop metformin on the first day of total diet replacement. HbA1c at "
        "three and "
        "six months; remission is below 48 mmol/mol for three months without medicines. Go on with yearly "
        "reviews for life.",
        "A short duration and a BMI above 27 give the best chance of remission. Eye and foot checks go on because the "
        "risk does not vanish with the drug.",
        "education",
        "done",
        "under_48",
        "Finished twelve weeks, 13 kg down, without medicines since.",
    ),
    DemoCase(
        CaseDetails(
            age_band="60_64",
            sex="male",
            diabetes_type="type_3c",
            duration="5_9",
            readings=readings((10, 66), (4, 73), (0, 77)),
            egfr=84,
            bmi="18_5_24",
            current_therapy="Basal insulin 14 units at night, metformin 500 mg twice a day",
            hypoglycaemia="frequent",
            living_factors=("alcohol", "alone"),
            comorbidities=("neuropathy",),
            goals="To gain some weight",
            question="His readings swing from 3 to 20. How can we steady them?",
            tried="Basal dose up and down several times",
        ),
        ("insulin", "hypoglycaemia", "psychosocial"),
        "Ask about stools and start pancreatic enzymes with every meal. Change to a small dose of rapid insulin "
        "with meals "
        "he really eats, and basal insulin of 10 units. Dietitian, vitamin D, and an alcohol plan. Glucose "
        "sensor if he agrees.",
        "In pancreatic diabetes glucagon is missing too, so lows are deep and quick. Without enzymes what he eats is "
        "not absorbed, and insulin meets nothing.",
        "joint_clinic",
        "left",
        "not_measured",
        "Enzymes helped within weeks; he has since moved away and registered elsewhere.",
    ),
)
