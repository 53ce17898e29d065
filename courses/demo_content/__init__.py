"""Three short courses for the invented network, as data.

Written for the demonstration from published guidance, which each lesson and question names; not reviewed by
clinicians, which each course says of itself.
"""

from courses.demo_content.foot import ANNUAL_REVIEW_FOOT
from courses.demo_content.hypoglycaemia import HYPOGLYCAEMIA_DRIVING
from courses.demo_content.insulin import INSULIN_SAFETY
from courses.demo_content.texts import CourseText

COURSES: tuple[CourseText, ...] = (INSULIN_SAFETY, ANNUAL_REVIEW_FOOT, HYPOGLYCAEMIA_DRIVING)

__all__ = ["COURSES"]
