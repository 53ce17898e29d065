from courses.forms.attendance import CheckInForm, ClaimForm, DecisionForm, JoinLogForm
from courses.forms.learning import KnowledgeCheckForm, QuestionForm, VoidForm
from courses.forms.portfolio import OwnReflectionForm, PeriodForm, ReflectionForm
from courses.forms.practice_places import NamePlaceForm, PracticePlacesForm
from courses.forms.registers import RegisterForm
from courses.forms.sessions import NewSessionForm, SessionForm, initial_of

__all__ = [
    "CheckInForm",
    "ClaimForm",
    "DecisionForm",
    "JoinLogForm",
    "KnowledgeCheckForm",
    "NamePlaceForm",
    "NewSessionForm",
    "OwnReflectionForm",
    "PeriodForm",
    "PracticePlacesForm",
    "QuestionForm",
    "ReflectionForm",
    "RegisterForm",
    "SessionForm",
    "VoidForm",
    "initial_of",
]
