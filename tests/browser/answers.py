"""The right answers of the demo courses, from the files they are written in; the site never tells."""

from __future__ import annotations

import importlib
import pkgutil

from courses import demo_content
from courses.demo_content.texts import CourseText


def _courses() -> dict[str, CourseText]:
    names = (module.name for module in pkgutil.iter_modules(demo_content.__path__))
    modules = [importlib.import_module(f"courses.demo_content.{name}") for name in names]
    found = (value for module in modules for value in vars(module).values())
    return {value.code: value for value in found if isinstance(value, CourseText)}


COURSES = _courses()
TITLES = {code: course.title for code, course in COURSES.items()}
ANSWERS = {
    code: {each.stem: [option.text for option in each.options if option.is_correct] for each in course.questions}
    for code, course in COURSES.items()
}
