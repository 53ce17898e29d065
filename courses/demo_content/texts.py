"""What a course is made of, as its author writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.enums import QuestionKind

Block = tuple[str, Any]


@dataclass(frozen=True)
class OptionText:
    text: str
    feedback: str
    is_correct: bool = False


@dataclass(frozen=True)
class QuestionText:
    stem: str
    options: tuple[OptionText, ...]
    feedback: str
    source: str
    competency: str

    @property
    def kind(self) -> str:
        return QuestionKind.SINGLE if sum(o.is_correct for o in self.options) == 1 else QuestionKind.MULTIPLE


@dataclass(frozen=True)
class LessonText:
    slug: str
    title: str
    introduction: str
    minutes: int
    body: tuple[Block, ...]


@dataclass(frozen=True)
class CourseText:
    code: str
    title: str
    summary: str
    introduction: str
    cpd_minutes: int
    competencies: str
    lessons: tuple[LessonText, ...]
    questions: tuple[QuestionText, ...]


def right(text: str, feedback: str) -> OptionText:
    return OptionText(text, feedback, is_correct=True)


def wrong(text: str, feedback: str) -> OptionText:
    return OptionText(text, feedback)


def heading(text: str) -> Block:
    return "heading", {"text": text, "level": "2"}


def prose(*paragraphs: str) -> Block:
    """Paragraphs, or lists when they begin with a tag."""
    return "text", "".join(each if each.startswith("<") else f"<p>{each}</p>" for each in paragraphs)


def bullets(*items: str) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def key_point(title: str, text: str) -> Block:
    return "key_point", {"heading": title, "text": f"<p>{text}</p>"}


def case(title: str, story: str, question: str) -> Block:
    return "case_vignette", {"title": title, "story": f"<p>{story}</p>", "question": question}


def table(caption: str, *rows: str) -> Block:
    return "table", {"caption": caption, "cells": "\n".join(rows)}


def source(publisher: str, title: str, published: str, url: str = "") -> Block:
    return "source", {"publisher": publisher, "title": title, "published": published, "url": url}


def check(question: str, *options: OptionText, explanation: str = "") -> Block:
    written = [{"text": o.text, "is_correct": o.is_correct, "feedback": o.feedback} for o in options]
    return "knowledge_check", {"question": question, "options": written, "explanation": explanation}
