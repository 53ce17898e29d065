"""Closed components: in templates {% component "name" prop=... %}, in Python the classes below.

The gallery at /gallery/ shows each of them; cms/README.md lists their props.
"""

from cms.components.declaration import Component, ComponentError, build, props_of, registry
from cms.components.entry import AsOfPicker, ConfirmForm, FileUpload, FilterBar, Form
from cms.components.guidance import Action, ActionList, Card, EmptyState, Expander, Metric, Notice, ProgressBar
from cms.components.navigation import BackLink, Breadcrumbs, Link, LinkButton, Pager, SubNavigation
from cms.components.people import DateRange, PersonLine, TagList
from cms.components.standing import AwardTag, StatusTag
from cms.components.tables import DataTable, Heading, SummaryList
from cms.components.timeline import RequirementBar, Segment, TimelineLegend

__all__ = [
    "Action",
    "ActionList",
    "AsOfPicker",
    "AwardTag",
    "BackLink",
    "Breadcrumbs",
    "Card",
    "Component",
    "ComponentError",
    "ConfirmForm",
    "DataTable",
    "DateRange",
    "EmptyState",
    "Expander",
    "FileUpload",
    "FilterBar",
    "Form",
    "Heading",
    "Link",
    "LinkButton",
    "Metric",
    "Notice",
    "Pager",
    "PersonLine",
    "ProgressBar",
    "RequirementBar",
    "Segment",
    "StatusTag",
    "SubNavigation",
    "SummaryList",
    "TagList",
    "TimelineLegend",
    "build",
    "props_of",
    "registry",
]
