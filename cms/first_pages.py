# ruff: noqa: E501 - prose
"""The words with which a new site begins. Editors change them in the admin; nothing reads them a second time."""

from __future__ import annotations

from typing import Any, NamedTuple

Block = dict[str, Any]


class FirstPage(NamedTuple):
    slug: str
    title: str
    introduction: str
    body: list[Block]


def heading(words: str) -> Block:
    return {"type": "heading", "value": {"text": words, "level": "2"}}


def text(html: str) -> Block:
    return {"type": "text", "value": html}


def key_point(words: str, html: str) -> Block:
    return {"type": "key_point", "value": {"heading": words, "text": html}}


def source(publisher: str, title: str, published: str = "", url: str = "") -> Block:
    value = {"publisher": publisher, "title": title, "published": published, "url": url}
    return {"type": "source", "value": value}


HOME = FirstPage(
    "home",
    "Better diabetes care, closer to home",
    "Enhanced Practice is where a local diabetes network trains its GPs and practice nurses, discusses cases with them, "
    "visits their practices, and shows which practices have reached the level that an enhanced service is paid for.",
    [
        heading("If you are a GP or a practice nurse"),
        text(
            "<p>See what you need next and by when, and what your practice needs from you. Do the modules, book a live "
            "session, and bring an anonymised case to the next virtual clinic.</p>"
        ),
        heading("If you are a consultant or a diabetes specialist nurse"),
        text(
            "<p>Run your virtual clinics and sessions, see which practice visits are due, and write what you recommend "
            "once, where the practice will find it.</p>"
        ),
        heading("If you are a commissioner"),
        text(
            "<p>Look up where every practice stands on any day, and on which evidence. Grant, suspend and withdraw "
            "accreditation with your reason on record. Ask again next year and get the same answer.</p>"
        ),
        key_point(
            "How a practice becomes accredited",
            "<p>The rules are written down, published and versioned. The site works out from training, attendance, visits "
            "and who is in post whether each requirement is met, and until when. The decision stays with a named officer.</p>",
        ),
        text(
            "<p>Accounts are by invitation: ask your practice's lead or your network's programme admin. "
            '<a href="/about/">Read more about this site</a>.</p>'
        ),
    ],
)

ABOUT = FirstPage(
    "about",
    "About this site",
    "What Enhanced Practice does, who runs it, and how it reaches its answers.",
    [
        heading("What it is for"),
        text(
            "<p>Much of diabetes care moved from hospitals to general practices that took on an enhanced service. A practice "
            "may offer it once its staff have been trained, keep meeting specialists, and are in post. This site keeps "
            "the training, the meetings, the visits and the posts in one place, and derives the practice's standing from "
            "them for any day.</p>"
        ),
        heading("How it reaches its answers"),
        text(
            "<ul><li>Everything that counts is an entry in a ledger that is only ever added to. A mistake is put right by a "
            "further entry, so that what was known on an earlier day can still be shown.</li>"
            "<li>A framework lists the requirements. Each version is fixed when it is published.</li>"
            "<li>Each requirement shows the days on which it is met, the people and entries that make it so, and what would "
            "end it first.</li>"
            "<li>Accreditation itself is a decision of a named officer, with a reason and a date.</li></ul>"
        ),
        heading("What it is not"),
        text(
            "<p>It holds no patient records and takes no patient identifiers. It does not replace clinical judgement, a "
            "professional's own responsibility for their competence, or the contract between a practice and its "
            "commissioner.</p>"
        ),
        heading("Who runs it"),
        text(
            "<p>The local diabetes network that invited you. Ask its programme admin about your account, or when something "
            "here looks wrong.</p>"
        ),
    ],
)

PRIVACY = FirstPage(
    "privacy",
    "Privacy",
    "What this site keeps about you, why, and what you can ask for.",
    [
        key_point(
            "Before this site is used for real",
            "<p>The organisation that runs it adds its name, its lawful basis and its data protection contact to this "
            "page. What follows describes what the software does.</p>",
        ),
        heading("About the people who work here"),
        text(
            "<p>We keep your name, e-mail address, role and sessions at your practice, your professional registration number "
            "if you gave it, what you completed and attended, and what you decided or signed. Your practice's lead, the "
            "specialists of your network and its commissioner see what their role needs. Nobody outside the network does.</p>"
        ),
        heading("About patients"),
        text(
            "<p>Nothing that could identify one. Cases use an age band and relative dates. The site refuses text that "
            "holds an NHS number, a postcode, a full date, a telephone number or an e-mail address, and does not store it.</p>"
        ),
        heading("How long"),
        text(
            "<p>Evidence of training and decisions about a practice are kept for as long as a payment that rests on them can be "
            "questioned. The ledger holds no names: it refers to people by a key, so that a name can be erased without "
            "changing what was decided.</p>"
        ),
        heading("Cookies and other sites"),
        text(
            "<p>Two cookies, both needed: one keeps you signed in, one protects the forms you send. There is no "
            "analytics, no advertising, and no content from other sites; your browser talks to this site alone.</p>"
        ),
        heading("What you can ask for"),
        text(
            "<p>You may ask to see, correct or erase what is kept about you, and you may complain to the Information "
            "Commissioner's Office. Your programme admin takes such requests.</p>"
        ),
    ],
)

ACCESSIBILITY = FirstPage(
    "accessibility",
    "Accessibility statement",
    "How we make this site usable for everybody, how we check it, and how to tell us where it fails.",
    [
        heading("What you can do here"),
        text(
            "<ul><li>Zoom to 400% without losing content.</li><li>Use everything with a keyboard alone, or with speech "
            "recognition.</li><li>Listen with a screen reader. Charts have their dates and numbers in words beside "
            "them.</li><li>Use every page without JavaScript, other than signing in with a passkey.</li></ul>"
        ),
        heading("How accessible it is"),
        text(
            "<p>It is built to meet the Web Content Accessibility Guidelines 2.2 at level AA, with the components of the "
            "NHS.UK design system. Every screen is checked by an automatic tool each time the software changes.</p>"
            "<p>It has not yet been audited by an independent specialist or tested with people who use assistive technology every "
            "day. The admin pages in which editors write are part of Wagtail and follow its own statement.</p>"
        ),
        heading("If something does not work for you"),
        text(
            "<p>Tell your programme admin the page and what you tried to do. Ask for the same in another format if you need "
            "it. If you are not happy with the answer, contact the Equality Advisory and Support Service.</p>"
        ),
        heading("About this statement"),
        text("<p>Prepared on 21 November 2026 from automatic tests and the developers' own checks.</p>"),
    ],
)

SOURCES = FirstPage(
    "sources",
    "Sources and attributions",
    "Where the ideas, the data and the software of this site come from.",
    [
        heading("Ideas"),
        text(
            "<p>The models of care that this site supports were described by the people who built them. The example frameworks "
            "follow such published descriptions; they are not official documents of any of those services.</p>"
        ),
        source("Diabetes UK", "Improving the delivery of adult diabetes care through integration", "2014"),
        heading("Data"),
        text(
            "<p>Where practices, networks, list sizes and registers are loaded, they come from open files of NHS England and "
            "its Organisation Data Service. They contain public sector information licensed under the Open Government "
            "Licence v3.0.</p>"
        ),
        heading("Software"),
        text(
            "<p>Built on Wagtail and Django (BSD licence), Celery (BSD), pandas (BSD), django-allauth (MIT) and NHS.UK frontend "
            "(MIT, Crown copyright, NHS England). The look follows the NHS.UK design system. This is not an NHS website, it "
            "does not use the NHS logo, and the NHS does not endorse it.</p>"
        ),
    ],
)

BELOW_HOME = (ABOUT, PRIVACY, ACCESSIBILITY, SOURCES)
